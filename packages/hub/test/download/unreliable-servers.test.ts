import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Behaviour, serveFile } from '../support/file-server.js';
import { BYTES, miniEntry, SHA256, testHub } from '../support/fixtures.js';

const HALF = 300_000;

/** Long enough for a busy machine, and no longer than it has to be where silence is the test. */
const patience = (script: readonly Behaviour[]) => ({
  stallMs: script.some(({ stallAfter }) => stallAfter !== undefined) ? 1_000 : 20_000,
});

/** Pulls the mini checkpoint, whose hash the registry knows, from a server that follows the script. */
async function pullFrom(...script: Behaviour[]) {
  const server = await serveFile(BYTES, ...script);
  const hub = testHub([miniEntry([server.url()])], patience(script));
  const model = await hub.pull('mini');
  expect(model.manifest.provenance.checkpoint[0]?.sha256).toBe(SHA256);
  return server;
}

describe('a server that is not to be relied on', () => {
  it('cuts: the rest is asked for, and nothing twice', async () => {
    const server = await pullFrom({ cutAfter: HALF }, { cutAfter: 100_000 }, {});
    expect(server.seen.map(({ range }) => range)).toEqual([
      undefined,
      expect.stringMatching(/^bytes=\d+-$/),
      expect.stringMatching(/^bytes=\d+-$/),
    ]);
    expect(server.seen[1]?.ifRange).toBe('"v1"');
    // What a cut connection lost on the way is asked for again, and only that.
    const [, second = 0, third = 0] = server.seen.map(({ range }) => Number(range?.slice(6, -1)));
    expect(second).toBeLessThanOrEqual(HALF);
    expect(third).toBeLessThanOrEqual(second + 100_000);
    expect(server.seen[2]?.sent).toBe(BYTES.length - third);
  });

  it('stalls: is let go, and the rest is asked for', async () => {
    const server = await pullFrom({ stallAfter: HALF }, {});
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, `bytes=${HALF}-`]);
    expect(server.sentBytes()).toBe(BYTES.length);
  });

  it('throttles: is waited for while anything comes', async () => {
    const server = await pullFrom({ pieceBytes: 4_000 });
    expect(server.seen).toHaveLength(1);
  });

  it('redirects: is followed', async () => {
    const target = await serveFile(BYTES);
    const server = await pullFrom({ redirectTo: target.url('/elsewhere') });
    expect(server.seen).toHaveLength(1);
    expect(target.seen).toMatchObject([{ path: '/elsewhere' }]);
  });

  it('redirects a range: it arrives', async () => {
    const target = await serveFile(BYTES, { cutAfter: HALF }, {});
    await pullFrom({ redirectTo: target.url('/elsewhere') });
    expect(target.seen.map(({ range }) => range)).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
  });

  it('is overloaded for a while: is asked again', async () => {
    const server = await pullFrom({ status: 503 }, { status: 429, headers: { 'retry-after': '0' } }, {});
    expect(server.seen).toHaveLength(3);
  });

  it('serves no ranges: the file comes anew', async () => {
    const server = await pullFrom({ stallAfter: HALF }, { noRanges: true });
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, `bytes=${HALF}-`]);
    expect(server.seen[1]?.sent).toBe(BYTES.length);
  });

  it('answers with another range: the file comes anew', async () => {
    const server = await pullFrom({ stallAfter: HALF }, { rangeShift: 10 }, {});
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, `bytes=${HALF}-`, undefined]);
  });

  it('says no length: the end of the body counts', async () => {
    await pullFrom({ chunked: true });
  });

  it('says no length and cuts: the rest is asked for', async () => {
    const server = await pullFrom({ chunked: true, stallAfter: HALF }, {});
    expect(server.seen[1]?.range).toBe(`bytes=${HALF}-`);
  });

  it('announces more than it has, where no size is known: it says so when it is asked for the rest', async () => {
    const server = await serveFile(BYTES, { announce: BYTES.length + 100, stallAfter: BYTES.length }, {});
    await testHub([miniEntry([server.url()], { bytes: null })], { stallMs: 1_000 }).pull('mini');
    expect(server.seen[1]).toMatchObject({ range: `bytes=${BYTES.length}-`, sent: 0 });
  });

  it('changed the file meanwhile, and says so: the new one comes whole', async () => {
    const server = await pullFrom(
      { content: BYTES.map((byte) => byte ^ 1), stallAfter: HALF, etag: '"old"' },
      {},
    );
    expect(server.seen[1]).toMatchObject({ range: `bytes=${HALF}-`, ifRange: '"old"', sent: BYTES.length });
  });

  it('changes the file under the same tag: the mixture is thrown away, and the file fetched in one piece', async () => {
    const mixed = Uint8Array.from(BYTES, (byte, index) => (index < HALF ? byte ^ 1 : byte));
    const server = await pullFrom({ content: mixed, stallAfter: HALF }, {}, {});
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, `bytes=${HALF}-`, undefined]);
  });

  it('is one of several: what came from the first is continued at the second', async () => {
    const second = await serveFile(BYTES, { etag: '"of another server"' });
    const first = await serveFile(BYTES, { stallAfter: HALF }, { status: 404 });
    await testHub([miniEntry([first.url(), second.url()])], { stallMs: 1_000 }).pull('mini');
    expect(second.seen).toMatchObject([{ range: `bytes=${HALF}-`, ifRange: undefined }]);
    expect(first.sentBytes() + second.sentBytes()).toBe(BYTES.length);
  });

  it('has lost the file: another has it', async () => {
    const second = await serveFile(BYTES);
    const first = await serveFile(BYTES, { status: 404 });
    await testHub([miniEntry([first.url(), 'http://127.0.0.1:1/dead', second.url()])]).pull('mini');
    expect(first.seen).toHaveLength(1);
  });
});

describe('a server that gives no right file', () => {
  const failing = async (script: Behaviour[], changes = {}) => {
    const server = await serveFile(BYTES, ...script);
    const hub = testHub([miniEntry([server.url()], changes)], patience(script));
    const error: unknown = await hub.pull('mini').catch((thrown: unknown) => thrown);
    expect(await hub.list()).toEqual([]);
    return { server, hub, error };
  };

  it('has another file: its hash tells, and it is fetched once', async () => {
    const { server, error } = await failing([
      { content: BYTES.map((byte, index) => (index === 9 ? byte + 1 : byte)) },
    ]);
    expect(error).toMatchObject({
      code: 'MODEL_CHECKSUM_MISMATCH',
      message: expect.stringMatching(/has sha256 [0-9a-f]{64} instead of [0-9a-f]{64}/),
      hint: expect.stringContaining('medicosam models add'),
    });
    expect(server.seen).toHaveLength(1);
  });

  it('is told by xxh128 where that is what was published', async () => {
    const { error } = await failing([{}], { sha256: null, xxh128: '0'.repeat(32) });
    expect(error).toMatchObject({
      code: 'MODEL_CHECKSUM_MISMATCH',
      message: expect.stringContaining('xxh128'),
    });
  });

  it('announces more than the file has: it is not even begun', async () => {
    const { error, server } = await failing([{ announce: BYTES.length + 100 }]);
    expect(error).toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining(`a file of ${BYTES.length + 100} bytes instead of ${BYTES.length}`),
    });
    expect(server.seen).toHaveLength(1);
  });

  it('announces less than the file has, where no size is known: its hash tells', async () => {
    const { error } = await failing([{ announce: BYTES.length - 100 }], { bytes: null });
    expect(error).toMatchObject({ code: 'MODEL_CHECKSUM_MISMATCH' });
  });

  it('answers with a page: nobody takes it for a checkpoint', async () => {
    const { error } = await failing([{ page: '<p>Please log in</p>' }]);
    expect(error).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('a web page') });
  });

  it('is gone: says where a person gets the file, and how to go on', async () => {
    const { error, server } = await failing([{ status: 404 }], { page: 'https://example.invalid/page' });
    expect(error).toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/vit_mini\.pt answers with HTTP 404/),
      hint: expect.stringMatching(/example\.invalid\/page.*models add/),
    });
    expect(server.seen).toHaveLength(1);
  });

  it('is dead: is tried, and given up', async () => {
    const hub = testHub([miniEntry(['http://127.0.0.1:1/mini.pt'])]);
    await expect(hub.pull('mini')).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('cannot be read'),
    });
  });

  it('never stops failing: is given up after the rounds that were agreed', async () => {
    const { error, server } = await failing([{ status: 500 }]);
    expect(error).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('HTTP 500') });
    expect(server.seen).toHaveLength(4);
  });

  it('redirects in a circle', async () => {
    const { error } = await failing([{ redirectTo: '/again' }]);
    expect(error).toMatchObject({ code: 'DOWNLOAD_FAILED' });
  });

  it('has no address at all: only people can fetch it', async () => {
    const hub = testHub([miniEntry([], { page: 'https://example.invalid/folder' })]);
    await expect(hub.pull('mini')).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      hint: expect.stringContaining('https://example.invalid/folder'),
    });
  });
});

describe('what lies in the cache', () => {
  it.each([
    ['of which nobody knows where it is from', undefined],
    ['whose note is damaged', '{ "url": '],
  ])('%s is not continued', async (_, note) => {
    const server = await serveFile(BYTES);
    const hub = testHub([miniEntry([server.url()])]);
    const folder = join(hub.folder, 'downloads', 'mini');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'part'), BYTES.subarray(0, HALF));
    if (note !== undefined) await writeFile(join(folder, 'part.json'), note);
    await hub.pull('mini');
    expect(server.seen.map(({ range }) => range)).toEqual([undefined]);
  });

  it('and rotted is thrown away, since it is hashed with what comes after it', async () => {
    const server = await serveFile(BYTES);
    const hub = testHub([miniEntry([server.url()])]);
    const folder = join(hub.folder, 'downloads', 'mini');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'part'), new Uint8Array(HALF));
    const origin = { url: server.url(), etag: '"v1"', lastModified: null, totalBytes: BYTES.length };
    await writeFile(join(folder, 'part.json'), JSON.stringify(origin));
    const { manifest } = await hub.pull('mini');
    expect(manifest.provenance.checkpoint[0]?.sha256).toBe(SHA256);
    expect(server.seen.map(({ range }) => range)).toEqual([`bytes=${HALF}-`, undefined]);
  });
});

describe('an address without a known hash', () => {
  it('is continued where its tag is the same, after a look at what is there', async () => {
    const server = await serveFile(BYTES, { stallAfter: HALF }, {});
    const hub = testHub([], { stallMs: 1_000 });
    const { manifest } = await hub.pull(server.url());
    expect(manifest.provenance.checkpoint[0]?.sha256).toBe(SHA256);
    expect(server.seen[1]).toMatchObject({ range: `bytes=${HALF - 65_536}-`, ifRange: '"v1"' });
  });

  it('is fetched anew where the server gives no tag', async () => {
    const server = await serveFile(BYTES, { stallAfter: HALF, etag: null }, { etag: null });
    await testHub([], { stallMs: 1_000 }).pull(server.url());
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  it('is fetched anew where the tag is a weak one', async () => {
    const server = await serveFile(BYTES, { stallAfter: HALF, etag: 'W/"v1"' }, { etag: 'W/"v1"' });
    await testHub([], { stallMs: 1_000 }).pull(server.url());
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  it('is fetched anew where the file changed under the same tag', async () => {
    const before = BYTES.map((byte) => byte ^ 1);
    const server = await serveFile(BYTES, { content: before, stallAfter: HALF }, {}, {});
    const { manifest } = await testHub([], { stallMs: 1_000 }).pull(server.url());
    expect(manifest.provenance.checkpoint[0]?.sha256).toBe(SHA256);
    expect(server.seen).toHaveLength(3);
  });

  it('that gives no checkpoint is fetched again by the next call', async () => {
    const server = await serveFile(BYTES, { content: new Uint8Array(1000).fill(7) }, {});
    const hub = testHub([]);
    await expect(hub.pull(server.url())).rejects.toMatchObject({ code: 'CHECKPOINT_UNREADABLE' });
    expect(await hub.list()).toEqual([]);
    const { folder } = await hub.pull(server.url());
    expect(JSON.parse(await readFile(`${folder}/source.json`, 'utf8'))).toMatchObject({ sha256: SHA256 });
  });

  it('with a user and a password is refused', async () => {
    await expect(testHub([]).pull('http://user:word@127.0.0.1:1/x.pt')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.not.stringContaining('word@'),
    });
  });
});
