/** Commands on the computer that a session plays to be on. */
import type { Builtin } from '../../engine/builtin.ts';
import { COMPUTERS } from './computer.ts';
import { GET_WIN_EVENT } from './events.ts';
import { PROCESSES } from './processes.ts';
import { SERVICES } from './services.ts';

export const SYSTEM: readonly Builtin[] = [...PROCESSES, ...SERVICES, ...COMPUTERS, GET_WIN_EVENT];
