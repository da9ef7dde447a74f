/** The verbs that PowerShell approves of for names of commands, by group, each with its alias prefix; Get-Verb. */
import { PSObj } from '../engine/psobject.ts';
import { wildcard } from '../engine/wildcard.ts';
import { builtin } from './declare.ts';

const VERBS: Readonly<Record<string, string>> = {
  Common:
    'Add:a Clear:cl Close:cs Copy:cp Enter:et Exit:ex Find:fd Format:f Get:g Hide:h Join:j Lock:lk Move:m New:n Open:op Optimize:om Pop:pop Push:pu Redo:re Remove:r Rename:rn Reset:rs Resize:rz Search:sr Select:sc Set:s Show:sh Skip:sk Split:sl Step:st Switch:sw Undo:un Unlock:uk Watch:wc',
  Communications: 'Connect:cn Disconnect:dc Read:rd Receive:rc Send:sd Write:wr',
  Data: 'Backup:ba Checkpoint:ch Compare:cr Compress:cm Convert:cv ConvertFrom:cf ConvertTo:ct Dismount:dm Edit:ed Expand:en Export:ep Group:gp Import:ip Initialize:in Limit:l Merge:mg Mount:mt Out:o Publish:pb Restore:rr Save:sv Sync:sy Unpublish:ub Update:ud',
  Diagnostic: 'Debug:db Measure:ms Ping:pi Repair:rp Resolve:rv Test:t Trace:tr',
  Lifecycle:
    'Approve:ap Assert:as Build:bd Complete:cmp Confirm:cn Deny:dn Deploy:dp Disable:d Enable:e Install:is Invoke:i Register:rg Request:rq Restart:rt Resume:ru Start:sa Stop:sp Submit:sb Suspend:ss Uninstall:us Unregister:ur Wait:w',
  Other: 'Use:u',
  Security: 'Block:bl Grant:gr Protect:pt Revoke:rk Unblock:ul Unprotect:up',
};

const GET_VERB = builtin('Get-Verb', 'utility', 'Verb string[] @0 <*\nGroup string[] @1 <.', (c) => ({
  *process() {
    const wanted = c.texts('Verb').map((p) => wildcard(p));
    const groups = c.texts('Group').map((g) => g.toLowerCase());
    for (const [group, verbs] of Object.entries(VERBS)) {
      if (groups.length > 0 && !groups.includes(group.toLowerCase())) continue;
      for (const spec of verbs.split(' ')) {
        const [verb, alias] = spec.split(':') as [string, string];
        if (wanted.length > 0 && !wanted.some((p) => p.test(verb))) continue;
        yield* c.emit(
          new PSObj(['System.Management.Automation.VerbInfo', 'System.Object'], {
            Verb: verb,
            AliasPrefix: alias,
            Group: group,
            Description: '',
          }),
        );
      }
    }
  },
}));

let approved: Set<string> | undefined;

export function isApprovedVerb(verb: string): boolean {
  approved ??= new Set(
    Object.values(VERBS).flatMap((v) => v.split(' ').map((spec) => spec.split(':')[0]!.toLowerCase())),
  );
  return approved.has(verb.toLowerCase());
}

export const VERB_COMMANDS = [GET_VERB];
