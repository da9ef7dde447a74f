/** `hyperv shell`, and what `-NoExit` leads to. */
import type { Session } from '../powershell/shell/session.ts';

export async function interactiveSession(session: Session, how: { readonly noLogo: boolean }): Promise<number> {
  void how;
  void session;
  return 0;
}
