import type { Tool } from '../process/tool.ts';

export const TEXT_TOOLS: Readonly<Record<string, Tool>> = {};
