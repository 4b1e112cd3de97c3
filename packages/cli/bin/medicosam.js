#!/usr/bin/env node
// Not the build itself: a package manager links a command when it installs, before anything is built.
import '../dist/main.js';
