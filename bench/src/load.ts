import { connect } from 'node:net';

/** A request that is sent again and again. */
export interface LoadRequest {
  readonly port: number;
  /** `GET` unless given. */
  readonly method?: string;
  readonly body?: string;
  /** The status that is expected; 200 unless given. */
  readonly status?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Asks `total` times over `connections` keep-alive sockets and gives the milliseconds it took. It reads
 * no more than the status and the length of each answer, so that the time is the server's.
 */
export function load(request: LoadRequest, total: number, connections = 8): Promise<number> {
  const head = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { method = 'GET', body = '', status = 200 } = request;
  if (body !== '') head.push(`content-length: ${Buffer.byteLength(body)}\r\n`);
  const message = `${method} ${request.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${head.join('')}\r\n${body}`;
  let asked = 0;
  const start = performance.now();
  const connection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(request.port, '127.0.0.1');
      let missing = -1;
      let pending = Buffer.alloc(0);
      const ask = (): void => {
        if (asked++ < total) socket.write(message);
        else socket.end(resolve);
      };
      socket.on('connect', ask);
      socket.on('error', reject);
      socket.on('data', (chunk: Buffer) => {
        if (missing < 0) {
          pending = Buffer.concat([pending, chunk]);
          const end = pending.indexOf('\r\n\r\n');
          if (end < 0) return;
          const answer = pending.toString('latin1', 0, end);
          if (!answer.startsWith(`HTTP/1.1 ${status} `)) {
            reject(new TypeError(`The server answered ${answer.split('\r\n')[0] ?? ''}`));
            return;
          }
          missing = Number(/content-length: (\d+)/i.exec(answer)?.[1]) - (pending.length - end - 4);
          pending = Buffer.alloc(0);
        } else missing -= chunk.length;
        if (missing === 0) {
          missing = -1;
          ask();
        }
      });
    });
  return Promise.all(Array.from({ length: connections }, connection)).then(() => performance.now() - start);
}
