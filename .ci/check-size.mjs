// Bundles what an application imports, tree-shaken and minified, and holds its gzip size to a limit.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from './public-packages.mjs';

const CORE = ['@medicosam/core'];

/** Limits in kB (1000 bytes), gzip: today's figure and a tenth more. Raise one only with the reason in the commit. */
const entries = [
  { name: 'core: loadPredictor', from: 'packages/core', imports: 'loadPredictor', limit: 32 },
  {
    name: 'core: predictor and session, as an app gets them',
    from: 'packages/core',
    imports: 'loadPredictor, ImageSession, ObjectList',
    limit: 40,
  },
  { name: 'core: masks alone', from: 'packages/core', imports: 'traceContours, encodeRle', limit: 1.6 },
  {
    name: 'convert: checkpointSource',
    from: 'packages/convert',
    imports: 'checkpointSource, blobSource',
    limit: 69,
  },
  {
    name: 'react: the hook, core and React external',
    from: 'packages/react',
    imports: 'MedicoSamProvider, useMedicoSam',
    external: ['@medicosam/core', 'react', 'react/jsx-runtime'],
    limit: 6,
  },
  {
    name: 'cornerstone: the tool, core and Cornerstone external',
    from: 'packages/cornerstone',
    imports: 'MedicoSamTool, MedicoSamEvents',
    external: ['@medicosam/core', '@cornerstonejs/core', '@cornerstonejs/tools'],
    limit: 12,
  },
  ...[
    { what: 'PNG and JPEG', entry: 'index', imports: 'readImage', limit: 32 },
    { what: 'NIfTI', entry: 'nifti', imports: 'readNifti, writeNifti', limit: 14 },
    { what: 'NRRD', entry: 'nrrd', imports: 'readNrrd, writeSegNrrd', limit: 16 },
    { what: 'TIFF', entry: 'tiff', imports: 'readTiff', limit: 9.2 },
    { what: 'DICOM, all codecs', entry: 'dicom', imports: 'readDicomSeries', limit: 420 },
    { what: 'DICOM SEG, all codecs', entry: 'dicom-seg', imports: 'readDicomSeg, writeDicomSeg', limit: 430 },
    { what: 'RTSTRUCT', entry: 'rtstruct', imports: 'readRtStruct, writeRtStruct', limit: 27 },
    { what: 'COCO', entry: 'coco', imports: 'readCoco, writeCoco', limit: 4.4 },
    { what: 'GeoJSON', entry: 'geojson', imports: 'readGeoJson, writeGeoJson', limit: 4.1 },
    { what: 'images of any format', entry: 'open', imports: 'openImages', limit: 470 },
    { what: 'labels of any format', entry: 'labels', imports: 'readLabels, writeLabels', limit: 480 },
  ].map(({ what, ...io }) => ({
    ...io,
    name: `io: ${what}, core external`,
    from: 'packages/io',
    external: CORE,
  })),
];

let failed = 0;
for (const { name, from, entry: module = 'index', imports, limit, external = [] } of entries) {
  const folder = mkdtempSync(join(root, from, '.size-'));
  try {
    const entry = join(folder, 'entry.js');
    writeFileSync(entry, `export { ${imports} } from '../dist/${module}.js';\n`);
    const output = await build({
      configFile: false,
      logLevel: 'error',
      root: folder,
      build: {
        write: false,
        minify: true,
        target: 'es2022',
        rolldownOptions: { external },
        lib: { entry, formats: ['es'], fileName: 'bundle' },
      },
    });
    const [{ output: chunks }] = [output].flat();
    const kB = chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code ?? chunk.source).byteLength, 0) / 1000;
    const ok = kB <= limit;
    if (!ok) failed++;
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${kB.toFixed(1)} kB gzip (limit ${limit})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exit(failed ? 1 : 0);
