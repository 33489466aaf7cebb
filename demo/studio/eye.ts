import { glassLight } from './glass.ts'
import { paper, toFloor } from './paper.ts'
import { march, normalAt, partAt, type Stage } from './stage.ts'
import { FLOOR_BODY, type Look, surfaceLight } from './surface.ts'
import { along } from './vector.ts'

/** Answers what is seen along a ray into the stage. */
export function eyeOn(stage: Stage): Look {
  const look: Look = (ray) => {
    const { from, direction, depth } = ray
    const way = march(stage.all, stage.nearest, from, direction)
    const at = along(from, direction, way ?? 0)
    const met = way === undefined || way > toFloor(ray) ? undefined : partAt(stage.placed, at)
    if (!met) return { light: paper(stage, ray), body: FLOOR_BODY }
    const { field, material } = met
    const hit = { at, normal: normalAt(field, at), direction, material, depth }
    const light = material.glass ? glassLight(stage, hit, look) : surfaceLight(stage, hit, look)
    return { light, body: stage.placed.indexOf(met) }
  }
  return look
}
