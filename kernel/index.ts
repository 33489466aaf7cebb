export { AuditChain, auditLogs } from './audit/audit-log.ts'
export { plain } from './audit/plain.ts'
export { AuditEntry, AuditFilter } from './audit/read.ts'
export type { Behind, BusEvent, EventBus, Followed, Following, Leave, Listening } from './bus/bus.ts'
export type { EventType, PublishedEvent, PublishedOf } from './events/define.ts'
export { event } from './events/define.ts'
export type { Pulse } from './events/pulse.ts'
export { createPulse } from './events/pulse.ts'
export type { Consumer, DeliveryType, LiveReader, Republisher } from './events/readers.ts'
export { consumer, delivery, live, republisher } from './events/readers.ts'
export type { GraphqlPart } from './graphql/declare.ts'
export { entity, extensible, lookup, reference, subscription } from './graphql/declare.ts'
export type { Subscriber, Topic } from './live/topic.ts'
export { topic } from './live/topic.ts'
export type { Access, Caller } from './operations/access.ts'
export { anyone, can, internal, personOf, signedIn, whoever } from './operations/access.ts'
export type {
  Answer,
  ConsumerContext,
  FreeContext,
  LiveContext,
  QueryContext,
  Sql,
  StepContext,
  WorkContext,
} from './operations/context.ts'
export type { AnyOperation, Change, Command, Exchange, Flow, Operation, Query } from './operations/operation.ts'
export { command, exchange, flow, query } from './operations/operation.ts'
export { knownPermissions } from './operations/permissions.ts'
export type { PersonalData } from './operations/personal.ts'
export { PersonalRecords, personalRecord, personalRecords } from './operations/personal.ts'
export type { MakeRecogniser, Recognised, Recogniser } from './operations/recogniser.ts'
export type { FieldError, Refusal, RefusalData, Refusals } from './operations/refusal.ts'
export { isRefused, refuse } from './operations/refusal.ts'
export type { Cache, CacheDefinition } from './runtime/cache.ts'
export { cache } from './runtime/cache.ts'
export type { Job, Module, Resident, ResidentContext, Residing } from './runtime/module.ts'
export { defineModule, job, resident } from './runtime/module.ts'
export type { Provision, Seam } from './runtime/seam.ts'
export { provide, seam } from './runtime/seam.ts'
export type { Settings } from './runtime/settings.ts'
export { settings } from './runtime/settings.ts'
export type { AnswerTier, SharedAnswer, TierListener } from './shared/answer-tier.ts'
export type { Counters } from './shared/counters.ts'
export { counters } from './shared/counters.ts'
export { createMemoryCounters } from './shared/memory-counters.ts'
export type { Count, Limit } from './shared/pace.ts'
export { countAt } from './shared/pace.ts'
export type { Log } from './telemetry/log.ts'
export { Address, addressLines } from './values/address.ts'
export { currencies, exponentOf } from './values/currency.ts'
export { newId, newToken } from './values/ids.ts'
export {
  add,
  allocate,
  Currency,
  equals,
  MinorUnits,
  Money,
  money,
  proportion,
  subtract,
  sum,
  times,
} from './values/money.ts'
export { regionFault, taxedRegionFault } from './values/region.ts'
export { id, prose, text } from './values/text.ts'
export { outbound } from './work/outbound.ts'
export { seal, unseal } from './work/seal.ts'
