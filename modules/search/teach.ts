import { refuse, type WorkContext } from '@merx/kernel'
import { countLesson, type LessonToSave, removeLesson, saveLesson, versionOf } from './data/lessons.ts'
import type { LessonId, LessonKind } from './domain/lesson.ts'
import { lessonsChanged } from './events.ts'

/** Keeps a lesson and lets every process learn it; refuses one that somebody else has changed meanwhile. */
export async function teach(ctx: WorkContext, lesson: Omit<LessonToSave, 'now'>) {
  if (!(await saveLesson(ctx.sql, { ...lesson, now: ctx.now() }))) return stale(ctx, lesson.kind, lesson.id)
  await tellOthers(ctx, lesson.kind)
  return undefined
}

/** Takes a lesson back. */
export async function unteach(
  ctx: WorkContext,
  kind: LessonKind,
  lesson: { readonly id: LessonId; readonly version: number },
) {
  if (!(await removeLesson(ctx.sql, { ...lesson, kind }))) return stale(ctx, kind, lesson.id)
  await tellOthers(ctx, kind)
  return undefined
}

async function stale(ctx: WorkContext, kind: LessonKind, id: LessonId) {
  const version = await versionOf(ctx.sql, kind, id)
  if (version === undefined)
    return refuse('unknown_lesson', { detail: 'There is none with this id; version 0 makes it.' })
  return refuse('stale_version', { version, detail: `It stands at version ${version}: read it again.` })
}

async function tellOthers(ctx: WorkContext, kind: LessonKind): Promise<void> {
  await countLesson(ctx.sql, kind)
  ctx.publish(lessonsChanged, { kind })
}
