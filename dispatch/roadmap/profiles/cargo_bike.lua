-- A loaded e-cargo bike in a Dutch town, on top of the bicycle profile that OSRM ships.
-- Every figure is explained in docs/travel.md.

package.path = os.getenv("DISPATCH_OSRM_PROFILES") .. "/?.lua;" .. package.path

local Set = require("lib/set")
local Measure = require("lib/measure")
local bicycle = require("bicycle")

local CYCLEWAY = 17 -- km/h
local STREET = 16
local NARROW = 12
local WALKING = 4
local WIDTH = 1.0 -- metres, box included
local AMONG_PEDESTRIANS = 8

-- Barriers that a cargo bike passes only if a tag says so.
local TIGHT = Set { "cycle_barrier", "kissing_gate", "motorcycle_barrier", "stile", "turnstile",
                    "full-height_turnstile", "horse_stile", "wicket_gate" }

local function setup()
  local profile = bicycle.setup()

  profile.default_speed = STREET
  profile.walking_speed = WALKING
  profile.vehicle_max_speed = CYCLEWAY
  profile.width = WIDTH
  profile.exclude_cargo_bike = true
  profile.use_public_transport = false
  profile.properties.traffic_signal_penalty = 8
  profile.properties.u_turn_penalty = 20
  profile.turn_penalty = 6

  for class in pairs(profile.bicycle_speeds) do
    profile.bicycle_speeds[class] = STREET
  end
  profile.bicycle_speeds.cycleway = CYCLEWAY
  profile.bicycle_speeds.path = NARROW
  profile.bicycle_speeds.track = NARROW
  profile.bicycle_speeds.living_street = NARROW
  profile.bicycle_speeds.service = NARROW

  profile.pedestrian_speeds = { footway = WALKING, pedestrian = WALKING }
  profile.railway_speeds = {}
  profile.platform_speeds = {}
  profile.man_made_speeds = {}
  profile.avoid.steps = true

  for surface, speed in pairs { asphalt = CYCLEWAY, concrete = CYCLEWAY, paving_stones = STREET,
                                compacted = 13, fine_gravel = 12, wood = 12, metal = 12,
                                sett = 11, cobblestone = 9, ["cobblestone:flattened"] = 11,
                                unhewn_cobblestone = 7, unpaved = 9, gravel = 8, ground = 8,
                                dirt = 7, grass = 5, sand = 4 } do
    profile.surface_speeds[surface] = speed
  end
  return profile
end

-- Tell whether the tags let something as wide as a cargo bike through.
local function wide_enough(object)
  if object:get_value_by_key("cargo_bike") == "yes" then
    return true
  end
  local opening = object:get_value_by_key("maxwidth:physical") or object:get_value_by_key("opening")
  local metres = opening and Measure.parse_value_meters(opening)
  return metres and metres >= WIDTH
end

local function process_node(profile, node, result)
  bicycle.process_node(profile, node, result)
  if TIGHT[node:get_value_by_key("barrier")] and not wide_enough(node) then
    result.barrier = true
  end
end

local function cap(speed, limit)
  return speed > 0 and math.min(speed, limit) or speed
end

local function process_way(profile, way, result)
  if way:get_location_tag("closed") == "yes" then
    return
  end
  bicycle.process_way(profile, way, result)
  local highway = way:get_value_by_key("highway")
  if highway == "pedestrian" or highway == "footway" then
    result.forward_speed = cap(result.forward_speed, AMONG_PEDESTRIANS)
    result.backward_speed = cap(result.backward_speed, AMONG_PEDESTRIANS)
  end
end

return {
  setup = setup,
  process_node = process_node,
  process_way = process_way,
  process_turn = bicycle.process_turn,
}
