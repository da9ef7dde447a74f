/** Serves one disk on a Unix socket, as `qemu-nbd` does, until it is stopped. */
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { MB } from './bytes.ts';
import type { VirtualDisk } from './disk.ts';
import { VhdError } from './errors.ts';
import { NbdSession } from './nbd-protocol.ts';

/** Answers that may wait for a client to read them. */
const WAITING_MAX = 64 * MB;

/** A running server. */
export interface NbdServer {
  /** Ends it: connections are closed, the disk is flushed, the socket removed. The disk stays open. */
  stop(): Promise<void>;
  /** Resolves when it has ended. A failure that is no client's fault rejects it. */
  readonly ended: Promise<void>;
}

/** Starts serving `disk` at `socket`. Any number of clients; requests are done one after the other. */
export async function serveNbd(disk: VirtualDisk, socket: string): Promise<NbdServer> {
  const clients = new Set<Socket>();
  let stopping = false;
  let fail: (error: unknown) => void = () => {};
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const server = createServer((client) => {
    clients.add(client);
    const session = new NbdSession(disk, (bytes) => void client.write(bytes));
    client.on('data', (bytes) => {
      try {
        session.receive(bytes as Buffer);
      } catch (error) {
        fail(error);
        client.destroy();
      }
      if (session.ended) client.end();
      // Who asks and does not read waits.
      else if (client.writableLength > WAITING_MAX) client.pause();
    });
    client.on('drain', () => client.resume());
    client.on('error', () => client.destroy());
    client.on('close', () => {
      clients.delete(client);
      if (stopping || !disk.writable) return;
      try {
        disk.flush();
      } catch (error) {
        fail(error);
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new VhdError(error.code === 'EADDRINUSE' ? 'in-use' : 'host-io', error.message, socket, { cause: error }));
    });
    server.listen(socket, resolve);
  });
  return {
    ended,
    async stop() {
      stopping = true;
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      if (disk.writable) disk.flush();
      rmSync(socket, { force: true });
      end();
    },
  };
}
