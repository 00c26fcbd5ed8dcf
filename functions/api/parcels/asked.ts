import type { IfMatch } from '../../../app/api/if-match.js';
import type { ParcelId, SiteId } from '../../../domain/ids.js';
import type { Times } from '../../../domain/inputs.js';
import type { ApiCall } from '../operation.js';

export interface AskedOfParcel {
  siteId: SiteId;
  parcelId: ParcelId;
  actor: string;
  key: string;
  ifMatch?: IfMatch;
  times: Times;
  requestId: string;
}

/** Who asks it of which parcel, and when. */
export function askedOf({ site, path, actor, key, ifMatch, times, requestId }: ApiCall): AskedOfParcel {
  return { siteId: site.id, parcelId: path['parcelId'] as ParcelId, actor, key, ifMatch, times, requestId };
}
