/**
 * Which operation a machine accepts in which state, and what it leads to: the one table. An absent entry is refused with the
 * operation's own error. `already` is a warning in PowerShell, no error.
 *
 * Save, pause, reset and their reverse are as in the documentation of RequestStateChange (Msvm_ComputerSystem). That
 * starting a paused machine resumes it follows from the same request (state "Enabled") being used for both.
 */
import { MILLISECOND, MINUTE, SECOND } from '../lab/time.ts';
import type { HostErrorCode } from './errors.ts';
import type { VmState } from './types.ts';

export type Operation =
  | 'start'
  | 'shutDown'
  | 'turnOff'
  | 'save'
  | 'suspend'
  | 'resume'
  | 'reset'
  | 'reboot'
  | 'injectNmi'
  | 'remove'
  | 'settings';

/** What an operation does to a machine: through which state to which, or nothing because it is there already. */
export type Step = 'already' | { readonly via: VmState; readonly to: VmState } | { readonly stay: true };

const stay: Step = { stay: true };
const off: Step = { via: 'Stopping', to: 'Off' };
const saved: Step = { via: 'Saving', to: 'Saved' };
const paused: Step = { via: 'Pausing', to: 'Paused' };
const started: Step = { via: 'Starting', to: 'Running' };
const resumed: Step = { via: 'Resuming', to: 'Running' };
const again: Step = { via: 'Reset', to: 'Running' };

export interface OperationRules {
  readonly refusal: HostErrorCode;
  readonly steps: Partial<Readonly<Record<VmState, Step>>>;
}

export const operations: Readonly<Record<Operation, OperationRules>> = {
  start: {
    refusal: 'wrongState',
    steps: {
      Off: started,
      Saved: started,
      OffCritical: started,
      SavedCritical: started,
      Paused: resumed,
      PausedCritical: resumed,
      Starting: 'already',
      Running: 'already',
    },
  },
  shutDown: { refusal: 'wrongState', steps: { Running: off, Off: 'already', OffCritical: 'already' } },
  turnOff: {
    refusal: 'wrongState',
    steps: {
      Running: off,
      Paused: off,
      PausedCritical: off,
      Starting: off,
      Stopping: off,
      Resuming: off,
      Reset: off,
      Off: 'already',
      OffCritical: 'already',
    },
  },
  save: {
    refusal: 'wrongState',
    steps: { Running: saved, Paused: saved, Saved: 'already', SavedCritical: 'already' },
  },
  suspend: { refusal: 'wrongState', steps: { Running: paused, Paused: 'already' } },
  resume: { refusal: 'wrongState', steps: { Paused: resumed, PausedCritical: resumed, Running: 'already' } },
  reset: { refusal: 'wrongState', steps: { Running: again, Paused: again, Stopping: again } },
  reboot: { refusal: 'wrongState', steps: { Running: again } },
  injectNmi: { refusal: 'nmiWrongState', steps: { Running: stay } },
  remove: { refusal: 'wrongState', steps: { Off: stay, Saved: stay, OffCritical: stay, SavedCritical: stay } },
  /** Settings that need the machine to be off. */
  settings: { refusal: 'settingWrongState', steps: { Off: stay, OffCritical: stay } },
};

/** How long a transition takes. Measured on no machine: chosen short, so that scripts see every state and wait little. */
export const DURATIONS: Partial<Readonly<Record<VmState, number>>> = {
  Starting: 300 * MILLISECOND,
  Saving: 400 * MILLISECOND,
  Pausing: 20 * MILLISECOND,
  Resuming: 50 * MILLISECOND,
  Reset: 100 * MILLISECOND,
};

/** How long the host waits for what others must do. */
export const PATIENCE = {
  /** For the guest's answer to a shutdown request (assumed). */
  shutdownAnswer: 60 * SECOND,
  /** From the answer to power-off: the five minutes of Stop-VM's documentation. */
  shutdown: 5 * MINUTE,
  /** For memory that other machines should give back to one that starts (assumed). */
  startMemory: 30 * SECOND,
  /** Between two attempts to read the guest's key-value pairs while it does not answer. */
  kvp: 5 * SECOND,
} as const;
