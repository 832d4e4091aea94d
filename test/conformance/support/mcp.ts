import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { cleanEnv } from '../../support/psa.js';

/** An MCP server that was started, spoken to over its standard input and output. */
export interface McpServer {
  /** Sends a request and gives the result; an answer that is an error fails. */
  request(method: string, params?: object): Promise<Record<string, unknown>>;
  notify(method: string): void;
  stop(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: unknown;
}

/** Starts a server that is a file for Node. */
export function startMcpServer(
  file: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): McpServer {
  const child = spawn(process.execPath, [file], { cwd: options.cwd, env: cleanEnv(options.env) });
  const waiting = new Map<number, { resolve: (value: Message) => void; reject: (cause: Error) => void }>();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  createInterface(child.stdout).on('line', (line) => {
    // Some servers log to standard output as well.
    const message = JSON.parse(line) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.resolve(message);
  });
  const ended = once(child, 'close');
  child.on('close', () => {
    for (const { reject } of waiting.values()) reject(new TypeError(`The MCP server ended. ${stderr}`));
  });
  let last = 0;
  const send = (message: object): void => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  return {
    request: async (method, params = {}) => {
      const id = ++last;
      const answer = new Promise<Message>((resolve, reject) => waiting.set(id, { resolve, reject }));
      send({ id, method, params });
      const { result, error } = await answer;
      if (!result) throw new TypeError(`${method}: ${JSON.stringify(error)}`);
      return result;
    },
    notify: (method) => {
      send({ method });
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
