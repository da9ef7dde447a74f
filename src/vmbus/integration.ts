/** What the integration-component channels share: negotiation and status codes (include/linux/hyperv.h). */

/** A version of a framework or a service. */
export interface IcVersion {
  readonly major: number;
  readonly minor: number;
}

/** First exchange on every integration channel: the host offers, the guest picks one of each or none. */
export type NegotiateMessage =
  | { readonly type: 'negotiate'; readonly frameworks: readonly IcVersion[]; readonly services: readonly IcVersion[] }
  | { readonly type: 'negotiated'; readonly framework: IcVersion | null; readonly service: IcVersion | null };

/** HRESULTs that guests answer with. */
export const IC_STATUS = {
  ok: 0,
  fail: 0x80004005,
  continue: 0x80070103,
  notSupported: 0x80070032,
  machineLocked: 0x800704f7,
  notConnected: 0x8007048f,
  invalidArgument: 0x80070057,
} as const;
