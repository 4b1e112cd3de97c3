import { describe, expect, it } from 'vitest';
import { medicosam } from './medicosam.js';
import { medicosamHere } from './medicosam-here.js';

const COMMANDS = ['segment', 'info', 'convert', 'inspect', 'models', 'cache', 'devices'];

describe('medicosam --help', () => {
  it('goes to stdout, names every command and ends with 0', async () => {
    const { code, stdout, stderr } = await medicosam(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toContain(`  ${command} `);
    expect(stdout).toContain('Exit codes: 0 done');
  });

  it.each(COMMANDS)('shows an example of %s', async (command) => {
    const { code, stdout, stderr } = await medicosam([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`Examples?:\\n  medicosam ${command}`));
    expect(stdout).toContain('--json');
  });

  it('prints the version of the package', async () => {
    const { code, stdout } = await medicosam(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a wrong command line', () => {
  const wrong: readonly [what: string, args: readonly string[], message: RegExp][] = [
    ['no command', [], /No command/],
    ['an unknown command', ['segmnt'], /segmnt/],
    ['an unknown option', ['segment', 'a.png', '--pointt', '1,2'], /--pointt/],
    ['no image', ['segment', '--point', '1,2'], /No image/],
    ['no prompt', ['segment', 'a.png'], /what to segment/],
    ['a point of one number', ['segment', 'a.png', '--point', '12'], /point is x,y/],
    ['a point with a third label', ['segment', 'a.png', '--point', '1,2,2'], /label/],
    ['a point that is no number', ['segment', 'a.png', '--point', 'x,2'], /point is x,y/],
    ['a box turned round', ['segment', 'a.png', '--box', '50,50,10,10'], /upper left/],
    [
      'two boxes and a point',
      ['segment', 'a.png', '--box', '1,2,3,4', '--box', '1,2,3,4', '--point', '1,2'],
      /Several boxes/,
    ],
    [
      'a window and a normalisation',
      ['segment', 'a.png', '--point', '1,2', '--window', '1,2', '--normalize', 'none'],
      /--window/,
    ],
    ['an unknown preset', ['segment', 'a.png', '--point', '1,2', '--window', 'preset:knee'], /preset knee/],
    ['a slice that is no number', ['segment', 'a.nii', '--point', '1,2', '--slice', 'last'], /--slice/],
    ['an unknown axis', ['segment', 'a.nii', '--point', '1,2', '--axis', 'z'], /--axis/],
    ['a point in the patient of two numbers', ['segment', 'a.nii', '--world', '--point', '1,2'], /x,y,z/],
    ['mm of nothing', ['segment', 'a.nii', '--world', '--prompts', 'p.json'], /--world/],
    ['a box in the patient of four', ['segment', 'a.nii', '--world', '--box', '1,2,3,4'], /x0,y0,z0/],
    [
      'three candidates in a label map',
      ['segment', 'a.nii', '--point', '1,2', '--multimask', '-o', 'labels.nii'],
      /--multimask/,
    ],
    ['an unknown normalisation', ['segment', 'a.png', '--point', '1,2', '--normalize', 'best'], /best/],
    ['prompts twice', ['segment', 'a.png', '--point', '1,2', '--prompts', 'p.json'], /--prompts/],
    [
      'a session of three candidates',
      ['segment', 'a.png', '--point', '1,2', '--session', 's.json', '--multimask'],
      /--multimask/,
    ],
    [
      'a session that is no JSON',
      ['segment', 'a.png', '--point', '1,2', '--session', 's.png', '-o', 's.png'],
      /\.json/,
    ],
    [
      'a replay with a normalisation of its own',
      ['segment', 'a.png', '--session', 's.json', '--normalize', 'none'],
      /normalised/,
    ],
    ['a lossy mask', ['segment', 'a.png', '--point', '1,2', '-o', 'mask.jpg'], /\.png/],
    [
      'one name for mask and overlay',
      ['segment', 'a.png', '--point', '1,2', '-o', 'm.png', '--overlay', 'm.png'],
      /same file/,
    ],
    ['no folder to convert into', ['convert', 'a.pt'], /--out/],
    ['an unknown storage', ['convert', 'a.pt', '-o', 'x', '--storage', 'int4'], /int4/],
    ['a size that is none', ['convert', 'a.pt', '-o', 'x', '--image-size', '0'], /--image-size/],
  ];

  it.each(wrong)('%s ends with 2, says why and what to do, without a stack', async (_, args, message) => {
    const { code, stdout, stderr } = await medicosamHere(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^error [A-Z_]+: .*\nhint: /);
    expect(stderr).not.toMatch(/\n {2,}at /);
  });

  it('shows the stack with --debug', async () => {
    const { code, stderr } = await medicosam(['segment', 'a.png', '--debug']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\n {2,}at /);
  });

  it('is JSON on stdout with --json, beside the text on stderr', async () => {
    const { code, stdout, stderr } = await medicosam(['segment', 'a.png', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'USAGE', message: expect.any(String), hint: expect.stringContaining('--point') },
    });
    expect(stderr).toContain('error USAGE');
  });

  it('is answered with what was meant', async () => {
    const { stderr } = await medicosam(['segment', 'a.png', '--pont', '1,2']);
    expect(stderr).toContain('--point');
  });
});

describe('a wrong input', () => {
  it('ends with 3 when a file to inspect is not there', async () => {
    const { code, stderr } = await medicosam(['inspect', 'no-such-file.pt']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error FILE_UNREADABLE: .*\nhint: /);
  });

  it('ends with 4 when the model is not there', async () => {
    const { code, stderr } = await medicosam([
      'segment',
      'a.png',
      '--point',
      '1,2',
      '--model',
      'no-such-model',
    ]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error MODEL_NOT_FOUND: .*tiny.*\nhint: /);
  });
});
