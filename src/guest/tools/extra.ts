import type { Tool } from '../process/tool.ts';

export const EXTRA_TOOLS: Readonly<Record<string, Tool>> = {};
