import { connect } from 'node:net';
import type { FuzzRequest } from './requests.js';
import type { FuzzAnswer } from './verdict.js';

/** Sends a request byte by byte as it is, which no HTTP client would, and reads the answer until the end. */
export function rawAnswer(url: string, request: FuzzRequest): Promise<FuzzAnswer> {
  const { method, target, headers, body } = request;
  const lines = Object.entries({ host: new URL(url).host, connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value.replace(/[\r\n\0]/g, ' ')}\r\n`,
  );
  const length = body ? `content-length: ${body.length}\r\n` : '';
  // Raw line ends in a target would be another request.
  const head = `${method} ${target.replace(/[\r\n]/g, '')} HTTP/1.1\r\n${lines.join('')}${length}\r\n`;
  return exchange(url, Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]));
}

/** Sends bytes and reads one answer to its end. */
export async function exchange(url: string, bytes: Uint8Array): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  const received = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A server that refuses a body half-way may cut the connection after its answer.
    socket.on('error', (error) => {
      if (chunks.length === 0) reject(error);
    });
    socket.on('close', () => {
      resolve(Buffer.concat(chunks));
    });
  });
  return parseAnswer(received);
}

/** An answer whose length is told, as all of the sandbox's are; 204 has none. */
export function parseAnswer(bytes: Buffer): FuzzAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1 || /[\r\n]/.test(line)) throw new TypeError(`A header that is none: ${line}`);
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  return { status, headers, body: bytes.subarray(end + 4) };
}
