/**
 * For pages whose address holds a key or answers: other sites are told nothing of it, and pages of this site no more than
 * the host (Referrer Policy, section 3.6).
 */
export const originOnly = { 'Referrer-Policy': 'origin' } as const;
