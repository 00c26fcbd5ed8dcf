import * as z from 'zod/mini';
import type { CourierRow } from '../../../app/registry-ports.js';
import type { CourierId } from '../../../domain/ids.js';
import { id, instantMs, name, pageOf, pageQuery, phone, whole } from '../parts.js';

export const newCourier = () =>
  z.strictObject({
    name: name(),
    /** Told there of a deposit that failed. */
    phone: z.optional(phone()),
    /** From now on, if left out; at most 60 days ahead. */
    validFromMs: z.optional(instantMs()),
    /** How long the code is good, hours; a working day if left out. */
    validForHours: z.optional(whole(1, 31 * 24)),
  });

export const couriersQuery = () => z.strictObject(pageQuery());

const fields = () => ({
  courierId: id<CourierId>(),
  name: z.string(),
  phone: z.optional(z.string()),
  validFromMs: z.number(),
  validUntilMs: z.number(),
  revoked: z.boolean(),
});
export const courier = () => z.strictObject(fields());
export const courierWithCode = () => z.strictObject({ ...fields(), code: z.string() });
export const couriers = () => pageOf(courier());

export const courierView = (row: CourierRow): z.infer<ReturnType<typeof courier>> => {
  const { id: courierId, name, phone, validFromMs, validUntilMs, revoked } = row;
  return { courierId, name, phone, validFromMs, validUntilMs, revoked };
};
