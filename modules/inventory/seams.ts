import { seam } from '@merx/kernel'
import { type AllocationStrategy, allocateByPriority } from './domain/allocation.ts'

/** Which place serves which line, where goods lie in several. */
export const allocationStrategy = seam<AllocationStrategy>('inventory.allocation', () => allocateByPriority)
