/**
 * The dynamic-memory channel (hv_balloon). Names, ids and versions as in drivers/hv/hv_balloon.c of Linux; page counts are
 * of 4096 bytes everywhere on this channel.
 */

/** Device class of the channel. */
export const BALLOON_CLASS = '525074dc-8985-46e2-8057-a307dc18a502';

/** Protocol versions, major << 16 | minor: 2008 R2 SP1, 2012 and 2012 R2, 2016 and later. */
export const BALLOON_VERSIONS = { v0_3: 0x0000_0003, v1_0: 0x0001_0000, v2_0: 0x0002_0000 } as const;

export const PAGE = 4096;
/** Hot-add unit of the Linux driver: 128 MiB. */
export const HOT_ADD_CHUNK_PAGES = 32768;

/** A run of pages: first frame number and count. */
export interface PageRange {
  readonly start: number;
  readonly pages: number;
}

export type BalloonMessage =
  | { readonly type: 'versionRequest'; readonly version: number; readonly lastAttempt: boolean }
  | { readonly type: 'versionResponse'; readonly accepted: boolean }
  | {
      readonly type: 'capabilitiesReport';
      readonly balloon: boolean;
      readonly hotAdd: boolean;
      /** log2 of the alignment in MB: Linux sends 7, 128 MB. */
      readonly hotAddAlignment: number;
    }
  | { readonly type: 'capabilitiesResponse'; readonly accepted: boolean }
  | { readonly type: 'statusReport'; readonly availablePages: number; readonly committedPages: number }
  | { readonly type: 'balloonRequest'; readonly pages: number }
  | { readonly type: 'balloonResponse'; readonly morePages: boolean; readonly ranges: readonly PageRange[] }
  | { readonly type: 'unballoonRequest'; readonly morePages: boolean; readonly ranges: readonly PageRange[] }
  | { readonly type: 'unballoonResponse' }
  | { readonly type: 'hotAddRequest'; readonly range: PageRange; readonly region: PageRange | null }
  | { readonly type: 'hotAddResponse'; readonly pages: number; readonly result: 0 | 1 }
  /** Type 0 of INFO_MESSAGE: the maximum, in pages. */
  | { readonly type: 'maximumPages'; readonly pages: number };

/** Numbers on the wire, for traces. */
export const BALLOON_MESSAGE_IDS: Readonly<Record<BalloonMessage['type'], number>> = {
  versionRequest: 1,
  versionResponse: 2,
  capabilitiesReport: 3,
  capabilitiesResponse: 4,
  statusReport: 5,
  balloonRequest: 6,
  balloonResponse: 7,
  unballoonRequest: 8,
  unballoonResponse: 9,
  hotAddRequest: 10,
  hotAddResponse: 11,
  maximumPages: 12,
};
