/** Command lines of ssh, scp, plink and pscp: what they name, as far as a guest of the lab has to do with it. */

export type RemoteTool = 'ssh' | 'scp' | 'plink' | 'pscp';

/** A place: `path` on this machine, or on `host` where there is one. */
export interface Place {
  readonly host: string | null;
  readonly user: string | null;
  readonly path: string;
}

export interface RemoteWords {
  readonly tool: RemoteTool;
  /** Where the command runs; of ssh and plink. */
  readonly target: Place | null;
  /** Words of the command; none: a shell. */
  readonly command: readonly string[];
  /** File with the command, of plink. */
  readonly commandFile: string | null;
  /** Sources and, at last, the destination; of scp and pscp. */
  readonly places: readonly Place[];
  readonly recursive: boolean;
  readonly noInput: boolean;
  readonly version: boolean;
  readonly port: string;
}

export class RemoteUsage extends Error {}

/** Options that take a value: letters of OpenSSH's, words of PuTTY's. */
const VALUED: Readonly<Record<RemoteTool, RegExp>> = {
  ssh: /^-[BbcDEeFIiJLlmOoPpQRSWw]$/,
  scp: /^-[cDFiJloPSX]$/,
  plink: /^-(?:P|l|pw|pwfile|i|m|hostkey|load|D|L|R|nc|sercfg|proxycmd|logoverwrite|sshlog|sshrawlog|sessionlog)$/,
  pscp: /^-(?:P|l|pw|pwfile|i|hostkey|load|proxycmd|sshlog|sshrawlog|sessionlog)$/,
};

/** Options without a value that PuTTY's tools know. */
const PUTTY_FLAGS =
  /^-(?:V|pgpfp|v|ssh|telnet|rlogin|raw|serial|batch|C|1|2|4|6|X|x|A|a|t|T|N|s|p|q|r|ls|unsafe|sftp|scp|agent|noagent|no-trivial-auth|share|noshare|no-antispoof|no-sanitise-stderr|no-sanitise-stdout|shareexists|sshconnection|ssh-connection)$/;

/** Reads the words after the tool's name. @throws RemoteUsage */
export function readRemote(tool: RemoteTool, words: readonly string[]): RemoteWords {
  const putty = tool === 'plink' || tool === 'pscp';
  const copies = tool === 'scp' || tool === 'pscp';
  const options = new Map<string, string>();
  const flags = new Set<string>();
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    // Behind the host everything is the command.
    if (!copies && rest.length > 0) {
      // ssh takes options behind the host too.
      if (tool !== 'ssh' || rest.length > 1 || !/^-[A-Za-z]/.test(word)) {
        rest.push(...words.slice(i));
        break;
      }
    }
    if (word === '--') {
      rest.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    if (VALUED[tool].test(word)) {
      const value = words[++i];
      if (value === undefined)
        throw new RemoteUsage(
          putty ? `${tool}: option "${word}" requires an argument` : `option requires an argument -- ${word[1]}`,
        );
      options.set(word.slice(1), value);
      continue;
    }
    if (putty) {
      if (!PUTTY_FLAGS.test(word)) throw new RemoteUsage(`${tool}: unknown option "${word}"`);
      flags.add(word.slice(1));
      continue;
    }
    // Letters together; the first that takes a value takes what is left.
    for (let k = 1; k < word.length; k++) {
      const letter = word[k]!;
      if (VALUED[tool].test(`-${letter}`)) {
        const inline = word.slice(k + 1);
        const value = inline === '' ? words[++i] : inline;
        if (value === undefined) throw new RemoteUsage(`option requires an argument -- ${letter}`);
        options.set(letter, value);
        break;
      }
      if (!/[0-9A-Za-z]/.test(letter)) throw new RemoteUsage(`unknown option -- ${letter}`);
      flags.add(letter);
    }
  }
  const user = options.get('l') ?? null;
  const [host, ...command] = copies ? [] : rest;
  const target = host === undefined ? null : { ...hostOf(host), path: '' };
  return {
    tool,
    target: target && { ...target, user: target.user ?? user },
    command,
    commandFile: putty ? (options.get('m') ?? null) : null,
    places: copies ? rest.map((word) => placeOf(word, user)) : [],
    recursive: flags.has('r'),
    noInput: flags.has('n') || flags.has('N'),
    version: flags.has('V'),
    port: options.get(tool === 'ssh' ? 'p' : 'P') ?? target?.port ?? '22',
  };
}

/** `user@host`, `[address]`, `ssh://user@host:port`. */
function hostOf(word: string): { host: string; user: string | null; port: string | null } {
  const url = /^ssh:\/\/(.*?)(?::(\d+))?\/?$/.exec(word);
  const text = url ? url[1]! : word;
  const at = text.lastIndexOf('@');
  const host = text.slice(at + 1).replace(/^\[(.*)\]$/, '$1');
  return { host, user: at < 0 ? null : text.slice(0, at), port: url?.[2] ?? null };
}

/** `[user@]host:path`; a drive letter is no host. */
function placeOf(word: string, user: string | null): Place {
  if (/^[A-Za-z]:[\\/]/.test(word)) return { host: null, user: null, path: word };
  const remote = /^((?:[^@/\\:]+@)?(?:\[[^\]]+\]|[^/\\:[\]]+)):(.*)$/s.exec(word);
  if (!remote) return { host: null, user: null, path: word };
  const { host, user: named } = hostOf(remote[1]!);
  return { host, user: named ?? user, path: remote[2]! };
}
