-- A delivery van in and around a Dutch town, on top of the car profile that OSRM ships.
-- Every figure is explained in docs/travel.md.

package.path = os.getenv("DISPATCH_OSRM_PROFILES") .. "/?.lua;" .. package.path

local car = require("car")

local IN_TOWN = 0.7   -- of the speed limit, where there is one on the map
local MOTORWAY = 0.88 -- of the speed limit, on roads without crossings
local FASTEST = 97    -- km/h

local OPEN_ROADS = { motorway = true, trunk = true }

local SPEEDS = { -- km/h, where the map has no speed limit
  motorway = 88, motorway_link = 45,
  trunk = 70, trunk_link = 40,
  primary = 42, primary_link = 30,
  secondary = 36, secondary_link = 27,
  tertiary = 31, tertiary_link = 24,
  unclassified = 27, residential = 21,
  living_street = 11, service = 11,
}

local function setup()
  local profile = car.setup()

  for class, speed in pairs(SPEEDS) do
    profile.speeds.highway[class] = speed
  end
  profile.speed_reduction = IN_TOWN
  profile.vehicle_max_speed = FASTEST
  profile.vehicle_height = 2.6  -- metres
  profile.vehicle_width = 2.1
  profile.vehicle_length = 6.0
  profile.vehicle_weight = 3500 -- kilograms
  profile.properties.traffic_signal_penalty = 12
  profile.turn_penalty = 7.5
  profile.surface_speeds.sett = 25
  profile.surface_speeds.cobblestone = 20
  return profile
end

-- Bring the tagged limit of a motorway back to what is driven there.
local function on_the_open_road(speed)
  return speed > 0 and math.min(speed / IN_TOWN * MOTORWAY, FASTEST) or speed
end

local function process_way(profile, way, result, relations)
  if way:get_location_tag("closed") == "yes" then
    return
  end
  car.process_way(profile, way, result, relations)
  local highway = way:get_value_by_key("highway")
  if OPEN_ROADS[highway] and way:get_value_by_key("maxspeed") then
    result.forward_speed = on_the_open_road(result.forward_speed)
    result.backward_speed = on_the_open_road(result.backward_speed)
    result.forward_rate = result.forward_speed / 3.6
    result.backward_rate = result.backward_speed / 3.6
  end
end

return {
  setup = setup,
  process_node = car.process_node,
  process_way = process_way,
  process_turn = car.process_turn,
}
