/** Views of .NET's own types. */
import { commandView } from '../help/command-info.ts';
import type { TypeView } from './view.ts';

const list = (...names: string[]) => ({ items: names.map((label) => ({ label })) });

export const coreViews: readonly TypeView[] = [
  commandView,
  {
    type: 'System.TimeSpan',
    list: list(
      'Days',
      'Hours',
      'Minutes',
      'Seconds',
      'Milliseconds',
      'Ticks',
      'TotalDays',
      'TotalHours',
      'TotalMinutes',
      'TotalSeconds',
      'TotalMilliseconds',
    ),
  },
  { type: 'System.Version', list: list('Major', 'Minor', 'Build', 'Revision', 'MajorRevision', 'MinorRevision') },
];
