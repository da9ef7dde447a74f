/** Commands on JSON. */
import { FROM_JSON, TEST_JSON } from './from-json.ts';
import { TO_JSON } from './to-json.ts';

export const JSON_COMMANDS = [TO_JSON, FROM_JSON, TEST_JSON];
