/**
 * Text tools that come from the library: each is one call with standard input and files in, text out. The library answers
 * later; a worker thread runs it while this one waits, so that virtual time stands still meanwhile. Loaded at first use.
 */
import { dirname, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Tool, ToolCall } from '../process/tool.ts';
import { Errno } from '../vfs/errno.ts';
import { normalize } from '../vfs/vfs.ts';

interface Request {
  readonly argv: readonly string[];
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds and a number from 0 to 1, for what asks for time and chance. */
  readonly now: number;
  readonly random: number;
}

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  /** Files whose contents are others now. */
  readonly changed: Readonly<Record<string, string>>;
  /** The library itself failed. */
  readonly fault?: string;
}

/** The worker's program: text, so that it needs no file of its own beside the built chunks. */
const PROGRAM = `
const { workerData, parentPort } = require('node:worker_threads');
let library;
const quote = (w) => "'" + w.replaceAll("'", "'\\\\''") + "'";
parentPort.on('message', async ({ request, port, flag }) => {
  let answer;
  try {
    globalThis.__guest = { now: () => request.now, random: () => request.random };
    library ??= require(workerData.library);
    const bash = new library.Bash({ files: request.files, cwd: request.cwd, env: request.env, defenseInDepth: false,
      executionLimits: { maxExecutionTimeMs: Infinity, maxLoopIterations: 1e9, maxCommandCount: 1e6, maxWorkUnits: Infinity } });
    const r = await bash.exec(request.argv.map(quote).join(' '), { stdin: request.stdin, rawScript: true });
    const changed = {};
    for (const [name, text] of Object.entries(request.files)) {
      const now = await bash.readFile(name).catch(() => undefined);
      if (now !== undefined && now !== text) changed[name] = now;
    }
    answer = { stdout: r.stdout, stderr: r.stderr, code: r.exitCode, changed };
  } catch (error) {
    answer = { stdout: '', stderr: '', code: 2, changed: {}, fault: String(error && error.stack || error) };
  }
  port.postMessage(answer);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});
`;

/** Loaded with the first of these tools, as the worker is. */
const threads = () => process.getBuiltinModule('node:worker_threads');
let worker: Worker | undefined;

function library(): string {
  return import.meta.url
    ? process
        .getBuiltinModule('node:module')
        .createRequire(import.meta.url)
        .resolve('just-bash')
    : join(dirname(__filename), '..', 'guest-shell.cjs');
}

function call(request: Request): Answer {
  if (!worker) {
    worker = new (threads().Worker)(PROGRAM, {
      eval: true,
      workerData: { library: library() },
      env: { TZ: 'UTC', LC_ALL: 'C' },
      execArgv: [],
    });
    worker.unref();
  }
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new (threads().MessageChannel)();
  worker.postMessage({ request, port: port2, flag }, [port2]);
  Atomics.wait(flag, 0, 0);
  const answer = threads().receiveMessageOnPort(port1)?.message as Answer | undefined;
  port1.close();
  if (!answer || answer.fault) throw new Error(`text tool ${request.argv[0]}: ${answer?.fault ?? 'no answer'}`);
  return answer;
}

const decode = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Files that the words name: they are read before. */
function namedFiles(t: ToolCall): Record<string, string> {
  const files: Record<string, string> = {};
  for (const word of t.args) {
    if (word === '' || word.length > 4096 || word.includes('\n')) continue;
    const found = t.find(word);
    if (found instanceof Errno || found.inode.t !== '-' || found.inode.s > 1 << 26) continue;
    const text = t.readFile(word);
    if (!(text instanceof Errno))
      files[normalize(word.startsWith('/') ? word : `${t.process.cwd}/${word}`)] = decode(text);
  }
  return files;
}

/** True where the words leave something to be read from standard input. */
function wantsInput(t: ToolCall, files: Readonly<Record<string, string>>): boolean {
  return Object.keys(files).length === 0 || t.args.includes('-');
}

const leaf: Tool = (t) => {
  const files = namedFiles(t);
  for (const word of t.args) {
    const fd = /^\/dev\/fd\/(\d+)$/.exec(word)?.[1];
    if (fd === undefined) continue;
    const input = t.all(Number(fd));
    if (typeof input !== 'string') return input;
    files[word] = decode(input);
  }
  let stdin = '';
  if (wantsInput(t, files) && !(t.name === 'awk' && /^\s*BEGIN\s*\{[^}]*\}\s*$/.test(t.args[0] ?? ''))) {
    const input = t.all();
    if (typeof input !== 'string') return input;
    stdin = decode(input);
  }
  const answer = call({
    argv: [ALIASES[t.name] ?? t.name, ...t.args.map(decode)],
    stdin,
    files,
    cwd: t.process.cwd,
    env: Object.fromEntries(Object.entries(t.process.env).map(([k, v]) => [k, decode(v)])),
    now: Math.floor(t.system.wall / 1000),
    random: t.guest.random('leaf', t.system.state.next).next(),
  });
  for (const [name, text] of Object.entries(answer.changed)) {
    const error = t.writeFile(name, encode(text));
    if (error) return t.fail(`couldn't open file ${name}: ${error.message}`, 4);
  }
  t.out(encode(answer.stdout));
  t.err(encode(answer.stderr));
  return answer.code;
};

const ALIASES: Readonly<Record<string, string>> = { gawk: 'awk', mawk: 'awk' };

const NAMES = 'awk gawk mawk sed diff comm paste join column strings od base64 expand unexpand split'.split(' ');

export const LEAF_TOOLS: Readonly<Record<string, Tool>> = Object.fromEntries(NAMES.map((name) => [name, leaf]));
