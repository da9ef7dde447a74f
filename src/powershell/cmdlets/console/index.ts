/** Commands on the console and the session around a script, and those that a simulated host cannot have. */
import type { Builtin } from '../../engine/builtin.ts';
import { PROMPTS } from './prompts.ts';
import { SESSION_FACTS } from './session-facts.ts';
import { TRANSCRIPTS } from './transcript.ts';
import { UNAVAILABLE } from './unavailable.ts';

export const CONSOLE: readonly Builtin[] = [...PROMPTS, ...SESSION_FACTS, ...TRANSCRIPTS, ...UNAVAILABLE];
