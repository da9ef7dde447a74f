/** The state of a running shell: frames are data, nodes of the parse tree are named by program and number. */

/** A node of a program's tree: program key and number in order of a walk. */
export type NodeRef = readonly [program: number, node: number];

/** A variable. */
export interface Variable {
  /** Scalar value; undefined: declared without value. */
  v?: string;
  /** Indexed array: sparse, by number as text; associative where `assoc`. */
  a?: Record<string, string>;
  assoc?: true;
  /** Attributes: export, readonly, integer, lower, upper, nameref. */
  x?: true;
  r?: true;
  i?: true;
  lower?: true;
  upper?: true;
  ref?: true;
}

/** A frame: what is being done (`k`), where (`n`), how far (`i`), and what else it needs. */
export interface Frame {
  k: string;
  n?: NodeRef;
  i: number;
  /** Condition context: a failure here does not end the shell under set -e. */
  quiet?: boolean;
  /** Results of command substitutions, in order of their occurrence. */
  subs?: string[];
  /** Words: of a for loop, or of a command. */
  words?: string[];
  /** Descriptors to put back: descriptor, description or -1 for closed. */
  saved?: [fd: number, description: number][];
  /** Children waited for, and other numbers. */
  pids?: number[];
  pid?: number;
  fd?: number;
  text?: string;
  status?: number;
  flag?: boolean;
  locals?: Record<string, Variable | null>;
  args?: string[];
  name?: string;
  data?: Record<string, string>;
}

export interface Job {
  id: number;
  pids: number[];
  text: string;
  /** Exit of the last process; null while it runs. */
  exit: number | null;
  stopped?: boolean;
  told?: boolean;
}

export interface ShellState {
  frames: Frame[];
  vars: Record<string, Variable>;
  functions: Record<string, NodeRef>;
  aliases: Record<string, string>;
  /** Options by letter, and shopt and long names. */
  options: Record<string, boolean>;
  name: string;
  args: string[];
  status: number;
  /** Status of the last command substitution of the command being read; null: none. */
  subStatus: number | null;
  pipeStatus: number[];
  lastBackground: number | null;
  jobs: Job[];
  traps: Record<string, string>;
  /** The last status came from a place where failures are ignored. */
  soft: boolean;
  interactive: boolean;
  /** Statuses of background children that were reaped and not yet asked for. */
  reaped: Record<string, number>;
  dirs: string[];
  line: number;
  /** Where $SECONDS began, monotonic. */
  since: number;
  randomCount: number;
  exiting: boolean;
  /** Signals caught and not yet handled. */
  signals?: number[];
  /** Posix sh name in messages: `sh` or `bash`. */
  label: string;
  /** The builtin that ran last: a write error names it. */
  builtin?: string;
  depth: number;
  /** Process number that $$ shows, and its parent. */
  mainPid: number;
  mainPpid: number;
  /** Started with -c. */
  fromText?: boolean;
  getopts?: number;
}
