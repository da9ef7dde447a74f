/** What each built-in command does, in a sentence. */
export const SUMMARIES: Readonly<Record<string, string>> = {};
