/** For pages whose address holds a key or answers: Referer has the origin only (Referrer Policy, section 3.6). */
export const originOnly = { 'Referrer-Policy': 'origin' } as const;
