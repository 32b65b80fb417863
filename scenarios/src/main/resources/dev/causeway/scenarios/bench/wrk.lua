-- Sends prepared calls and prints one line of what was measured. Arguments: the file with the calls, each behind a line
-- with its length, and "once" or "over and over".
local ffi = require("ffi")
ffi.cdef [[
  struct when { long seconds; long microseconds; };
  int gettimeofday(struct when *now, void *zone);
  int getpid(void);
  int kill(int pid, int signal);
]]

local calls, sent, threads = {}, 0, {}
answered, refused, began, ended, looked_at = 0, 0, 0, 0, false

local function now()
  local at = ffi.new("struct when")
  ffi.C.gettimeofday(at, nil)
  return tonumber(at.seconds) * 1e6 + tonumber(at.microseconds)
end

function setup(thread)
  table.insert(threads, thread)
end

local function count_answers()
  local SIGINT, AN_HOUR = 2, 3600 * 1000

  -- What is left to be sent by nobody waits for the end.
  function delay()
    return sent < #calls and 0 or AN_HOUR
  end

  function response(status)
    answered = answered + 1
    if status > 299 then refused = refused + 1 end
    if answered == #calls then
      ended = now()
      ffi.C.kill(ffi.C.getpid(), SIGINT)
    end
  end
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  for length in file:lines() do
    calls[#calls + 1] = file:read(tonumber(length))
  end
  file:close()
end

-- The generator looks at one request first, which it does not send.
function request()
  if not looked_at then
    looked_at = true
    return calls[1]
  end
  if began == 0 then began = now() end
  sent = sent + 1
  return calls[(sent - 1) % #calls + 1]
end

-- Counting costs the generator something, so that it is done only where it is needed.
if os.getenv("CALLS_ONCE") then count_answers() end

function done(summary, latency)
  local requests, micros, failed = summary.requests, summary.duration, summary.errors.status
  local thread = threads[1]
  if thread:get("ended") > 0 then
    requests, failed = thread:get("answered"), thread:get("refused")
    micros = thread:get("ended") - thread:get("began")
  end
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("MEASURED %d %d %d %d %d", requests, micros, failed + broken,
    latency:percentile(50), latency:percentile(99)))
end
