import { z } from 'zod'

export const mostLines = 100
export const mostOfOne = 999

export const mostWishes = 200

export const Quantity = z.int().min(1).max(mostOfOne)
