import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a server does with one request; the last one of a script goes for all that follow. */
export interface Behaviour {
  /** Answers with this status and nothing else. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Breaks the connection after so many bytes of this body. */
  readonly cutAfter?: number;
  /** Says nothing more after so many bytes of this body, and keeps the connection. */
  readonly stallAfter?: number;
  /** Announces this length whatever it sends. */
  readonly announce?: number;
  /** Takes no notice of ranges. */
  readonly noRanges?: boolean;
  /** Answers a range with another one. */
  readonly rangeShift?: number;
  /** Sends no length (chunked). */
  readonly chunked?: boolean;
  /** Sends pieces of so many bytes, this long after one another. */
  readonly pieceBytes?: number;
  readonly pauseMs?: number;
  readonly redirectTo?: string;
  /** What it serves instead. */
  readonly content?: Uint8Array;
  readonly etag?: string | null;
  readonly page?: string;
}

/** One request as the server saw it. */
interface Seen {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly userAgent: string | undefined;
  /** Bytes of body that were sent. */
  sent: number;
}

/** A server on loopback that follows a script. */
export interface FileServer {
  readonly origin: string;
  url(path?: string): string;
  readonly seen: Seen[];
  /** All bytes of bodies that were sent. */
  sentBytes(): number;
  /** Replaces the script. */
  follow(...script: Behaviour[]): void;
  close(): Promise<void>;
}

/** Serves `content` at every path, behaving as the script says request by request. */
export async function serveFile(content: Uint8Array, ...first: Behaviour[]): Promise<FileServer> {
  const seen: Seen[] = [];
  let script = first;
  const server = createServer((request, response) => {
    const record: Seen = {
      path: request.url ?? '',
      range: request.headers.range,
      ifRange: request.headers['if-range'] as string | undefined,
      userAgent: request.headers['user-agent'],
      sent: 0,
    };
    seen.push(record);
    const behaviour = (script.length > 1 ? script.shift() : script[0]) ?? {};
    void answer(request, response, behaviour.content ?? content, behaviour, record);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  return {
    origin,
    url: (path = '/vit_mini.pt') => origin + path,
    seen,
    sentBytes: () => seen.reduce((sum, { sent }) => sum + sent, 0),
    follow: (...next) => {
      script = next;
    },
    close,
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  content: Uint8Array,
  behaviour: Behaviour,
  record: Seen,
): Promise<void> {
  const etag = behaviour.etag === undefined ? '"v1"' : behaviour.etag;
  if (behaviour.redirectTo) return void response.writeHead(302, { location: behaviour.redirectTo }).end();
  if (behaviour.page) {
    return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(behaviour.page);
  }
  if (behaviour.status) return void response.writeHead(behaviour.status, { ...behaviour.headers }).end();
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const isCurrent = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const isPart = range !== null && isCurrent && !behaviour.noRanges;
  const from = isPart ? Number(range[1]) : 0;
  if (from >= content.length) {
    return void response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
  }
  const body = content.subarray(from + (behaviour.rangeShift ?? 0));
  response.writeHead(isPart ? 206 : 200, {
    'content-type': 'application/octet-stream',
    ...(etag === null ? {} : { etag }),
    ...(behaviour.chunked ? {} : { 'content-length': String(behaviour.announce ?? body.length) }),
    ...(isPart
      ? {
          'content-range': `bytes ${from + (behaviour.rangeShift ?? 0)}-${content.length - 1}/${content.length}`,
        }
      : {}),
    ...behaviour.headers,
  });
  const end = Math.min(body.length, behaviour.cutAfter ?? behaviour.stallAfter ?? body.length);
  for (let offset = 0; offset < end; ) {
    const piece = body.subarray(offset, Math.min(end, offset + (behaviour.pieceBytes ?? end)));
    if (response.destroyed) return;
    // Sent is what the system took: a cut would otherwise drop what waits here.
    await new Promise<void>((resolve) => response.write(piece, () => resolve()));
    record.sent += piece.length;
    offset += piece.length;
    if (behaviour.pieceBytes) await new Promise((resolve) => setTimeout(resolve, behaviour.pauseMs ?? 0));
  }
  if (behaviour.cutAfter !== undefined) return void response.destroy();
  if (behaviour.stallAfter === undefined) response.end();
}
