-- A delivery robot on pavements and cycle paths, on top of the foot profile that OSRM ships.
-- All ways have the speed of the fastest robot; the program works a slower one out. See docs/travel.md.

package.path = os.getenv("DISPATCH_OSRM_PROFILES") .. "/?.lua;" .. package.path

local Set = require("lib/set")
local foot = require("foot")

local FASTEST = 15 -- km/h, as dispatch/travel/paths.py has it

-- What a box on wheels does not pass, whatever people on foot do.
local GATES = Set { "kissing_gate", "stile", "turnstile", "full-height_turnstile", "horse_stile", "wicket_gate",
                    "cycle_barrier", "motorcycle_barrier" }

local function setup()
  local profile = foot.setup()

  profile.default_speed = FASTEST
  profile.properties.traffic_signal_penalty = 20
  profile.properties.u_turn_penalty = 5
  profile.speeds.highway = {
    tertiary = FASTEST, tertiary_link = FASTEST, unclassified = FASTEST, residential = FASTEST,
    living_street = FASTEST, service = FASTEST, track = FASTEST, path = FASTEST,
    pedestrian = FASTEST, footway = FASTEST, cycleway = FASTEST,
  }
  profile.speeds.railway = {}
  profile.speeds.amenity = {}
  profile.speeds.man_made = {}
  profile.route_speeds = {}
  for surface in pairs(profile.surface_speeds) do
    profile.surface_speeds[surface] = FASTEST / 3
  end
  profile.avoid.steps = true
  return profile
end

local function process_node(profile, node, result, relations)
  foot.process_node(profile, node, result, relations)
  if GATES[node:get_value_by_key("barrier")] then
    result.barrier = true
  end
end

local function process_way(profile, way, result, relations)
  if way:get_location_tag("closed") == "yes" or way:get_value_by_key("highway") == "steps" then
    return
  end
  foot.process_way(profile, way, result, relations)
end

return {
  setup = setup,
  process_node = process_node,
  process_way = process_way,
  process_turn = foot.process_turn,
}
