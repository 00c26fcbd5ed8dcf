/**
 * So many locks of one bank let go within a minute, whoever commands it: `opensPerMinuteMax` of `bank.json`, kept by the
 * bank itself. At one screen a visit takes a request, an open and a shut door: six seconds is faster than anybody is. A
 * choice; the mass opening that this is against opened 2,732 doors at once (PickPoint, 2020).
 */
export const bankOpensPerMinuteMax = 10;
