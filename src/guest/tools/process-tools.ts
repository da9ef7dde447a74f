import type { Tool } from '../process/tool.ts';

export const PROCESS_TOOLS: Readonly<Record<string, Tool>> = {};
