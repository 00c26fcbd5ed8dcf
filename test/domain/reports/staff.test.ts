import { expect, it } from 'vitest';
import { staffMinutes } from '../../../domain/reports/staff.js';

it('minutes of staff: 15 parcels are an hour by hand, a visit spared is an hour, and one that was needed is taken off', () => {
  expect(staffMinutes({ stored: 150, mendedRemotely: 7, visits: 2 })).toEqual({
    byParcels: 600,
    byVisitsSpared: 420,
    spentOnVisits: 120,
    saved: 900,
    assumptions: { minutesPerParcelByHand: 4, minutesPerVisit: 60 },
  });
});
