import { parcelAt } from '../../../app/api/find-parcels.js';
import type { ParcelId } from '../../../domain/ids.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { parcel, parcelView } from './schemas.js';

export const readParcel = reading({
  summary: "Reads a parcel with its state: its own, or its stay's.",
  hasTag: true,
  answers: { 200: parcel },
  async handle({ parcels }, { site, path, times }) {
    const row = await parcelAt(parcels, site.id, path['parcelId'] as ParcelId);
    return row ? answer(200, parcelView(row, times.nowMs), row.version) : problem('not-found');
  },
});
