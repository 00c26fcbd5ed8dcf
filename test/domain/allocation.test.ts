import { describe, expect, it } from 'vitest';
import { rankDoors } from '../../domain/allocation.js';

const door = (compartmentId: string, size: 'S' | 'M' | 'L' | 'XL', accessible = false) => ({
  compartmentId,
  size,
  accessible,
});
const bank = [door('A04', 'L'), door('A03', 'M'), door('A02', 'S', true), door('A01', 'S'), door('A05', 'XL')];
const ranked = (wanted: Parameters<typeof rankDoors>[1]) =>
  rankDoors(bank, wanted).map(({ compartmentId }) => compartmentId);

describe('allocation', () => {
  it('offers the smallest door that fits, and low doors last among equals', () => {
    expect(ranked({ size: 'S' })).toEqual(['A01', 'A02', 'A03', 'A04', 'A05']);
    expect(ranked({ size: 'L' })).toEqual(['A04', 'A05']);
  });

  it('believes a tape measure over the courier, however the sides are named', () => {
    expect(ranked({ size: 'S', dimensionsMm: [400, 350, 600] })).toEqual(['A03', 'A04', 'A05']);
    expect(ranked({ size: 'S', dimensionsMm: [200, 600, 400] })).toEqual(['A01', 'A02', 'A03', 'A04', 'A05']);
    expect(ranked({ size: 'S', dimensionsMm: [200, 601, 400] })).toEqual(['A04', 'A05']);
  });

  it('offers low doors first, of whatever size fits, to a resident who needs one, and a high one rather than none', () => {
    const low = [...bank, door('A06', 'L', true)];
    const needs = (size: 'S' | 'M') =>
      rankDoors(low, { size, needsLowDoor: true }).map(({ compartmentId }) => compartmentId);
    expect(needs('S')).toEqual(['A02', 'A06', 'A01', 'A03', 'A04', 'A05']);
    expect(needs('M')).toEqual(['A06', 'A03', 'A04', 'A05']);
    expect(rankDoors([door('A01', 'S')], { size: 'S', needsLowDoor: true })).toHaveLength(1);
  });

  it('offers a door whose lock wears out last, though it fits better', () => {
    const doors = [
      { ...door('A01', 'S'), isWorn: true },
      door('A02', 'L'),
      { ...door('A03', 'M'), isWorn: true },
      door('A04', 'M'),
    ];
    expect(rankDoors(doors, { size: 'S' }).map(({ compartmentId }) => compartmentId)).toEqual([
      'A04',
      'A02',
      'A01',
      'A03',
    ]);
  });

  it('offers a door of which a sensor is not believed after all sound ones, and before a worn lock', () => {
    const doors = [
      { ...door('A01', 'S'), isWorn: true },
      { ...door('A02', 'S'), isDoubted: true },
      { ...door('A03', 'S'), isWorn: true, isDoubted: true },
      door('A04', 'L'),
    ];
    const order = rankDoors(doors, { size: 'S' }).map(({ compartmentId }) => compartmentId);
    expect(order).toEqual(['A04', 'A02', 'A01', 'A03']);
  });

  it('offers a low door with a worn lock before a high one to whoever needs a low one', () => {
    const doors = [door('A01', 'S'), { ...door('A02', 'S', true), isWorn: true }, door('A03', 'M', true)];
    expect(rankDoors(doors, { size: 'S', needsLowDoor: true }).map(({ compartmentId }) => compartmentId)).toEqual([
      'A03',
      'A02',
      'A01',
    ]);
  });

  it('offers no door for what fits none', () => {
    expect(ranked({ size: 'S', dimensionsMm: [2000, 10, 10] })).toEqual([]);
  });
});
