/** Guests of the lab as ssh, scp, plink and pscp reach them: by name or address, with their exit codes and complaints. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GuestMachine } from '../guest/machine.ts';
import { userland } from '../guest/process/userland.ts';
import { refusal } from '../guest/session.ts';
import { addressesIn } from '../host/kvp-view.ts';
import type { World } from '../world.ts';
import { type GuestIo, GuestLook } from './guest-session.ts';
import type { Place, RemoteTool, RemoteWords } from './remote-words.ts';

/** A complaint of the tool itself and its exit code. */
export class RemoteFailure extends Error {
  readonly exit: number;
  constructor(message: string, exit: number) {
    super(message);
    this.exit = exit;
  }
}

type Trouble = 'unknown' | 'silent' | 'refused';

/** What the tools say where there is no connection. OpenSSH 9 and PuTTY 0.78. */
const TROUBLES: Readonly<
  Record<'openssh' | 'putty', Readonly<Record<Trouble, (host: string, port: string) => string>>>
> = {
  openssh: {
    unknown: (host) => `ssh: Could not resolve hostname ${host}: Name or service not known\n`,
    silent: (host, port) => `ssh: connect to host ${host} port ${port}: Connection timed out\n`,
    refused: (host, port) => `ssh: connect to host ${host} port ${port}: Connection refused\n`,
  },
  putty: {
    unknown: (host) => `plink: unable to open connection to ${host}:\nHost does not exist\n`,
    silent: () => 'FATAL ERROR: Network error: Connection timed out\n',
    refused: () => 'FATAL ERROR: Network error: Connection refused\n',
  },
};

const isPutty = (tool: RemoteTool): boolean => tool === 'plink' || tool === 'pscp';

function trouble(tool: RemoteTool, what: Trouble, host: string, port: string): RemoteFailure {
  const text = TROUBLES[isPutty(tool) ? 'putty' : 'openssh'][what](host, port);
  if (tool === 'scp') return new RemoteFailure(`${text}scp: Connection closed\n`, 255);
  return new RemoteFailure(text.replace(/^plink/, tool), isPutty(tool) ? 1 : 255);
}

/** One machine of the lab, found and ready to be talked to. */
export interface Found {
  readonly host: string;
  readonly name: string;
}

/** Finds the machine that a name or address means. @throws RemoteFailure */
export async function findGuest(world: World, tool: RemoteTool, wanted: string, port: string): Promise<Found> {
  const key = wanted
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/\.(?:local|mshome\.net)$/, '');
  await world.prepare();
  for (const { id: hostId } of world.hosts()) {
    const seen = await world.read(hostId, (host) => {
      for (const { id, name } of host.list()) {
        const vm = host.vm(id);
        const guest = vm.guest as unknown as GuestMachine;
        const own = guest.state.installed?.hostName.toLowerCase() ?? '';
        const names = [name.toLowerCase(), own, own.split('.')[0]];
        const addresses = addressesIn(vm.doc.run?.kvp ?? {}).map((address) => address.toLowerCase());
        if (!names.includes(key) && !addresses.includes(key)) continue;
        const why = vm.doc.state === 'Running' ? refusal(guest) : 'off';
        const listens = () =>
          userland
            .system(guest)
            ?.all()
            .some((p) => p.comm === 'sshd' || /\bsshd\b/.test(p.argv.join(' ')));
        return {
          name,
          trouble: why === undefined ? (listens() ? null : 'refused') : why === 'booting' ? 'refused' : 'silent',
        };
      }
      return undefined;
    });
    if (!seen) continue;
    if (seen.trouble) throw trouble(tool, seen.trouble as Trouble, wanted, port);
    return { host: hostId, name: seen.name };
  }
  throw trouble(tool, 'unknown', wanted, port);
}

/** Runs a command in a found machine; answers its exit code. */
export async function runIn(
  world: World,
  { host, name }: Found,
  words: readonly string[],
  io: GuestIo,
): Promise<number> {
  const look = new GuestLook(world, name, io, host);
  await look.open();
  return look.run(words);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Copies between this machine and guests, as scp and pscp do. */
export class RemoteCopy {
  private readonly world: World;
  private readonly words: RemoteWords;
  private readonly real: (path: string) => string;

  /** @param real path of this machine for a path of a script */
  constructor(world: World, words: RemoteWords, real: (path: string) => string) {
    this.world = world;
    this.words = words;
    this.real = real;
  }

  /** @throws RemoteFailure */
  async run(): Promise<void> {
    const { places } = this.words;
    const to = places.at(-1)!;
    for (const from of places.slice(0, -1)) {
      const data = await this.read(from);
      await this.write(to, data, places.length > 2);
    }
  }

  private fail(text: string): RemoteFailure {
    return new RemoteFailure(`${text}\n`, 1);
  }

  private find(place: Place): Promise<Found> {
    return findGuest(this.world, this.words.tool, place.host!, this.words.port);
  }

  /** Runs a command in a guest, its output as bytes. */
  private async command(
    found: Found,
    line: string,
    input: Buffer = Buffer.alloc(0),
  ): Promise<{ code: number; out: Buffer }> {
    const parts: string[] = [];
    const code = await runIn(this.world, found, [line], {
      write: (fd, bytes) => {
        if (fd === 1) parts.push(bytes);
      },
      input: () => input,
    });
    return { code, out: Buffer.from(parts.join(''), 'latin1') };
  }

  /** A file or folder: its name, and what is in it by relative path ('' for the file itself, null for a folder). */
  private async read(place: Place): Promise<{ name: string; entries: Map<string, Buffer | null> }> {
    const entries = new Map<string, Buffer | null>();
    if (place.host === null) {
      const path = this.real(place.path);
      if (!existsSync(path)) throw this.fail(this.missing(place.path, true));
      const walk = (folder: string, relative: string): void => {
        const isFolder = statSync(folder).isDirectory();
        entries.set(relative, isFolder ? null : readFileSync(folder));
        if (isFolder) for (const name of readdirSync(folder).sort()) walk(join(folder, name), join(relative, name));
      };
      if (statSync(path).isDirectory() && !this.words.recursive) throw this.fail(this.folder(place.path, true));
      walk(path, '');
      return { name: basename(path), entries };
    }
    const found = await this.find(place);
    const path = place.path === '' ? '.' : place.path;
    const isFolder = (await this.command(found, `test -d ${quoted(path)}`)).code === 0;
    if (isFolder && !this.words.recursive) throw this.fail(this.folder(path, false));
    const list = isFolder ? (await this.command(found, `find ${quoted(path)} -type d`)).out.toString('utf8') : '';
    const relative = (full: string): string => full.slice(path.length).replace(/^\/+/, '');
    for (const folder of list.split('\n').filter(Boolean)) entries.set(relative(folder), null);
    const files = isFolder
      ? (await this.command(found, `find ${quoted(path)} -type f`)).out.toString('utf8').split('\n').filter(Boolean)
      : [path];
    for (const file of files) {
      const { code, out } = await this.command(found, `cat ${quoted(file)}`);
      if (code !== 0) throw this.fail(this.missing(path, false));
      entries.set(relative(file), out);
    }
    return { name: basename(path), entries };
  }

  private async write(
    place: Place,
    { name, entries }: { name: string; entries: Map<string, Buffer | null> },
    several: boolean,
  ): Promise<void> {
    if (place.host === null) {
      const given = this.real(place.path);
      const inside = existsSync(given) && statSync(given).isDirectory();
      if (several && !inside) throw this.fail(`scp: ${place.path}: Not a directory`);
      const path = inside ? join(given, name) : given;
      try {
        for (const [relative, data] of entries) {
          if (data === null) mkdirSync(join(path, relative), { recursive: true });
          else writeFileSync(join(path, relative), data);
        }
      } catch (error) {
        throw this.fail(`scp: ${(error as Error).message}`);
      }
      return;
    }
    const found = await this.find(place);
    const given = place.path === '' ? '.' : place.path;
    const inside = (await this.command(found, `test -d ${quoted(given)}`)).code === 0;
    const path = inside ? `${given.replace(/\/$/, '')}/${name}` : given;
    for (const [relative, data] of entries) {
      const full = relative === '' ? path : `${path}/${relative}`;
      const { code } =
        data === null
          ? await this.command(found, `mkdir -p ${quoted(full)}`)
          : await this.command(found, `cat > ${quoted(full)}`, data);
      if (code !== 0) throw this.fail(this.refused(full));
    }
  }

  private missing(path: string, local: boolean): string {
    const { tool } = this.words;
    if (tool === 'pscp')
      return local
        ? `pscp: unable to open ${path}: No such file or directory`
        : `pscp: ${path}: no such file or directory`;
    return local ? `scp: stat local "${path}": No such file or directory` : `scp: ${path}: No such file or directory`;
  }

  private folder(path: string, local: boolean): string {
    const { tool } = this.words;
    if (tool === 'pscp') return `pscp: ${path}: is a directory`;
    return local ? `scp: local "${path}" is not a regular file` : `scp: download ${path}: not a regular file`;
  }

  private refused(path: string): string {
    return this.words.tool === 'pscp'
      ? `pscp: unable to open ${path}: no such file or directory`
      : `scp: dest open "${path}": No such file or directory`;
  }
}
