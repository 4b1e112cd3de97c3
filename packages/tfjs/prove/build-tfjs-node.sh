#!/usr/bin/env bash
# Builds @tensorflow/tfjs-node where its install script cannot fetch libtensorflow, from what npm and PyPI hold:
#
#   build-tfjs-node.sh FOLDER
#   PACKAGE=@tensorflow/tfjs-node-gpu WHEEL=tensorflow build-tfjs-node.sh FOLDER      the CUDA build, 1.3 GB
#   WHEEL=tensorflow_cpu-2.9.1-….whl build-tfjs-node.sh FOLDER                        a wheel that is there already
#
# then `MEDICOSAM_TFJS_NODE=FOLDER npx vitest run --project tfjs test/prove`. Linux x64; needs npm, pip, unzip, gcc, make.
set -euo pipefail

folder=${1:?usage: build-tfjs-node.sh FOLDER}
package=${PACKAGE:-@tensorflow/tfjs-node}
wheel=${WHEEL:-tensorflow-cpu}
version=4.22.0
tensorflow=2.9.1 # LIBTENSORFLOW_VERSION in the package's scripts/deps-constants.js

[ ! -f "$wheel" ] || wheel=$(realpath "$wheel")
mkdir -p "$folder" && cd "$folder"
[ -f package.json ] || echo '{ "private": true }' >package.json

# The install script ends the whole installation where it cannot download, so it does not run.
npm install --ignore-scripts --no-audit --no-fund "$package@$version"

# Python's wheel holds the same C library and its headers. Any pip can fetch the one for Python 3.10, which need not be there.
if [ ! -f "$wheel" ]; then
  python3 -m pip download --quiet --no-deps --only-binary=:all: --python-version 3.10 \
    --platform manylinux2014_x86_64 --dest wheel "$wheel==$tensorflow"
  wheel=$(ls "$PWD/wheel/${wheel//-/_}-$tensorflow"-*.whl)
fi

cd "node_modules/$package"
capi=_pywrap_tensorflow_internal.so
rm -rf deps build lib && mkdir -p deps/lib
unzip -q "$wheel" 'tensorflow/include/tensorflow/*' -d deps
mv deps/tensorflow/include deps/include && rm -r deps/tensorflow
unzip -qj "$wheel" tensorflow/libtensorflow_framework.so.2 "tensorflow/python/$capi" -d deps/lib

# The wheel's C API lies in a Python extension, for whose undefined symbols the interpreter would stand. The C API calls none
# of them, so data of the same names contents the loader (and a call would crash, never compute something else).
nm -D --undefined-only "deps/lib/$capi" |
  awk '$2 ~ /^_?Py/ { sub(/@.*/, "", $2); print "char " $2 "[1024];" }' >deps/no-python.c
gcc -shared -fPIC -Wl,-soname,libno-python.so -o deps/lib/libno-python.so deps/no-python.c

# binding.gyp asks for -ltensorflow and -ltensorflow_framework: linker scripts lead from these names to the wheel's.
echo "INPUT($capi libno-python.so)" >deps/lib/libtensorflow.so
echo "INPUT(libtensorflow_framework.so.2)" >deps/lib/libtensorflow_framework.so

# The addon itself uses no symbol of Python's, and some linkers would drop the stand-in for that.
export LDFLAGS="-Wl,--no-as-needed ${LDFLAGS:-}"
# node-gyp downloads Node's headers unless it is told that they are here.
prefix=$(dirname "$(dirname "$(node -p process.execPath)")")
[ ! -f "$prefix/include/node/node_api.h" ] || export npm_config_nodedir=$prefix
npm run build-addon-from-source

cd "$OLDPWD"
node --input-type=module -e "
  const tf = await import('$package');
  const product = String(tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]])).arraySync());
  if (product !== '19,22,43,50') throw new Error('The product of two matrices is wrong: ' + product);
  const { binding, isUsingGpuDevice } = tf.backend();
  console.log('$package runs libtensorflow', binding.TF_Version, isUsingGpuDevice ? 'on a GPU' : 'on the CPU');
"
