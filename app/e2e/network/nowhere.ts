import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A node of a network on which there is nothing: no program, no account. */
export type Nowhere = { readonly url: string; readonly wsUrl: string; readonly stop: () => Promise<void> };

type Call = { readonly id: unknown; readonly method: string; readonly params?: readonly unknown[] };

function resultOf({ method, params }: Call): unknown {
  const context = { slot: 1 };
  switch (method) {
    case 'getGenesisHash':
      return '11111111111111111111111111111111';
    case 'getProgramAccounts':
      return [];
    case 'getBalance':
      return { context, value: 0 };
    case 'getMultipleAccounts':
      return { context, value: ((params?.[0] ?? []) as unknown[]).map(() => null) };
    case 'getTokenAccountsByOwner':
      return { context, value: [] };
    default:
      return { context, value: null };
  }
}

/** Starts the node. It takes no subscriptions. */
export async function startNowhere(): Promise<Nowhere> {
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('content-type', 'application/json');
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      // Browsers ask for permission first, by a request without a body.
      if (body === '') return void response.end();
      const call = JSON.parse(body) as Call;
      response.end(JSON.stringify({ jsonrpc: '2.0', id: call.id, result: resultOf(call) }));
    });
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    stop: () =>
      new Promise(closed => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
