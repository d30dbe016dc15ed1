import { type Server, type Socket, connect, createServer } from 'node:net';

/** A cable between the browser and a server of this machine, which can be cut and mended. */
export type Cable = {
  readonly port: number;
  /** Ends every connection, and refuses new ones. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
};

/** Lays a cable from `port` to the server on port `to`. */
export async function layCable(port: number, to: number): Promise<Cable> {
  const ends = new Set<Socket>();
  let server: Server | null = null;

  const join = (near: Socket): void => {
    const far = connect(to, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  };
  const mend = async (): Promise<void> => {
    if (server) return;
    const laid = createServer(join);
    await new Promise<void>((listening, failed) => laid.on('error', failed).listen(port, '127.0.0.1', listening));
    server = laid;
  };
  const cut = async (): Promise<void> => {
    const laid = server;
    server = null;
    const closed = laid && new Promise(resolve => laid.close(resolve));
    for (const end of ends) end.destroy();
    await closed;
  };
  await mend();
  return { port, cut, mend };
}
