import { createHash } from 'node:crypto'

/** A script that Redis runs in one piece. */
export type Script = { readonly text: string; readonly digest: string }

function script(text: string): Script {
  return { text, digest: createHash('sha1').update(text).digest('hex') }
}

/**
 * `clock` counts drops. Where it was lost with everything else, or alone, it begins anew at a number above all before (microseconds since
 * 1970, and there are fewer drops than that), and whatever was made before counts as dropped: that is its `floor`.
 */
const clock = `
local function tick()
  if redis.call('EXISTS', KEYS[1]) == 0 then
    local time = redis.call('TIME')
    local now = string.format('%.0f', time[1] * 1000000 + time[2])
    redis.call('HSET', KEYS[1], 'drops', now, 'floor', now)
  end
  return redis.call('HINCRBY', KEYS[1], 'drops', 1)
end
`

/** Drops every answer. KEYS: clock. ARGV: channel, who. */
export const flush = script(`${clock}
local drops = tick()
redis.call('HSET', KEYS[1], 'floor', drops)
redis.call('PUBLISH', ARGV[1], string.format('%.0f %s', drops, ARGV[2]))
return drops
`)

/**
 * Drops tags. A tag that Redis does not hold has no valid answer, so nothing is written for it: what an answer depends on is present, and
 * whatever is evicted takes the answers with it. KEYS: clock. ARGV: channel, who, prefix of tags, their seconds, the tags as JSON.
 */
export const drop = script(`${clock}
local drops = tick()
for _, tag in ipairs(cjson.decode(ARGV[5])) do
  redis.call('SET', ARGV[3] .. tag, drops, 'XX', 'EX', ARGV[4])
end
redis.call('PUBLISH', ARGV[1], string.format('%.0f %s %s', drops, ARGV[2], ARGV[5]))
return drops
`)

/** Gives an answer none of whose tags was dropped after its mark. KEYS: clock, answer. ARGV: prefix of tags. */
export const take = script(`
local kept = redis.call('HMGET', KEYS[2], 'mark', 'tags')
local floor = redis.call('HGET', KEYS[1], 'floor')
if not kept[1] or not floor then return false end
local mark = tonumber(kept[1])
if mark < tonumber(floor) then return false end
for _, tag in ipairs(cjson.decode(kept[2])) do
  local dropped = redis.call('GET', ARGV[1] .. tag)
  if not dropped or tonumber(dropped) > mark then return false end
end
local answer = redis.call('HMGET', KEYS[2], 'tags', 'head', 'body')
answer[4] = redis.call('PTTL', KEYS[2])
return answer
`)

/**
 * Keeps an answer unless one of its tags was dropped after its mark. Of a tag that is not held nobody knows: then nothing at all may have
 * been dropped since; if something was, the tag is held from now on and the next answer is kept.
 * KEYS: clock, answer. ARGV: mark, milliseconds, prefix of tags, their seconds, the tags as JSON, head, body.
 */
export const put = script(`
local state = redis.call('HMGET', KEYS[1], 'drops', 'floor')
if not state[1] then return 0 end
local mark = tonumber(ARGV[1])
local drops = tonumber(state[1])
if mark < tonumber(state[2]) or mark > drops then return 0 end
local good = true
for _, tag in ipairs(cjson.decode(ARGV[5])) do
  local key = ARGV[3] .. tag
  local dropped = redis.call('GET', key)
  if not dropped then
    redis.call('SET', key, state[1], 'EX', ARGV[4])
    if mark < drops then good = false end
  elseif tonumber(dropped) > mark then
    good = false
  else
    redis.call('EXPIRE', key, ARGV[4])
  end
end
if not good then return 0 end
redis.call('HSET', KEYS[2], 'mark', ARGV[1], 'tags', ARGV[5], 'head', ARGV[6], 'body', ARGV[7])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
`)

/** Counts one; the kernel's `count` on the clock of Redis. KEYS: counter. ARGV: quota, window in microseconds. */
export const count = script(`
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local window = tonumber(ARGV[2])
local before = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local after = before + window / tonumber(ARGV[1])
local allowed = after - now <= window + 1
if allowed then
  redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil((after - now) / 1000))
  before = after
end
return { allowed and 1 or 0, string.format('%.3f', before - now) }
`)

export const scripts: readonly Script[] = [flush, drop, take, put, count]
