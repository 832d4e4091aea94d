import { createServer } from 'node:http';

// The least a server can do: 25 records in memory, stringified for each request, with the same headers.
process.on('message', ({ records, headers }: { records: unknown; headers: Record<string, string> }) => {
  const server = createServer((_, response) => {
    const body = Buffer.from(JSON.stringify(records));
    response.writeHead(200, { ...headers, 'content-length': body.length });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
  });
});
