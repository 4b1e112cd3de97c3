import { describe, expect, it } from 'vitest';
import { Output } from '../src/output.js';
import { ProgressLine } from '../src/progress-line.js';
import { byteText, tableText } from '../src/text.js';

class Sink {
  text = '';
  constructor(readonly isTTY = false) {}
  write(text: string): void {
    this.text += text;
  }
}

describe('ProgressLine', () => {
  it('draws over itself on a terminal, not too often, and cleans up', () => {
    const stream = new Sink(true);
    let now = 0;
    const line = new ProgressLine(stream, false, () => now);
    line.show('Converting', 0.25);
    line.show('Converting', 0.26);
    now = 1000;
    line.show('Converting', 0.5);
    line.clear();
    expect(stream.text).toBe(`\rConverting 25 %\rConverting 50 %\r${' '.repeat(15)}\r`);
  });

  it('writes whole lines elsewhere, one when something begins', () => {
    const stream = new Sink();
    let now = 0;
    const line = new ProgressLine(stream, false, () => now);
    line.show('Loading');
    line.show('Loading');
    now = 6000;
    line.show('Loading');
    line.show('Encoding');
    line.clear();
    expect(stream.text).toBe('Loading …\nLoading …\nEncoding …\n');
  });

  it('says nothing when it is to be quiet', () => {
    const stream = new Sink();
    new ProgressLine(stream, true).show('Loading');
    expect(stream.text).toBe('');
  });
});

describe('Output', () => {
  const create = (json: boolean, quiet = false) => {
    const [stdout, stderr] = [new Sink(), new Sink()];
    return { stdout, stderr, output: new Output({ json, quiet, stdout, stderr }) };
  };

  it('puts results on stdout and all else on stderr', () => {
    const { output, stdout, stderr } = create(false);
    output.progress('Working');
    output.note('note');
    output.part('part');
    output.result({ a: 1 }, () => 'text');
    expect(stdout.text).toBe('part\ntext\n');
    expect(stderr.text).toBe('Working …\nnote\n');
  });

  it('prints one JSON document, an error only where there is no result', () => {
    const { output, stdout } = create(true);
    output.part('part');
    output.result({ a: 1 }, () => 'text');
    output.error({ code: 'INTERNAL', message: 'late' });
    expect(JSON.parse(stdout.text)).toEqual({ a: 1 });
  });

  it('tells problems even when quiet', () => {
    const { output, stderr } = create(false, true);
    output.note('note');
    output.problem('problem');
    expect(stderr.text).toBe('problem\n');
  });
});

describe('text', () => {
  it('states bytes in round units', () => {
    expect([999, 20_100_000, 2.5e9].map(byteText)).toEqual(['999 bytes', '20.1 MB', '2.5 GB']);
  });

  it('aligns columns', () => {
    expect(
      tableText([
        ['a', 'bb', 'c'],
        ['aaa', 'b', 'c'],
      ]),
    ).toBe('a    bb  c\naaa  b   c');
  });
});
