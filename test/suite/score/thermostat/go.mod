module example.com/thermostat

go 1.22
