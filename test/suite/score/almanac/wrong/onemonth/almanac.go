// Package almanac counts days. It knows only the Gregorian calendar, which it
// takes to hold for all years from 1 on.
package almanac

import (
	"fmt"
	"strconv"
	"strings"
)

// Date is a day. The zero Date is not one.
type Date struct {
	Year, Month, Day int
}

// Leap tells whether a year has 366 days.
func Leap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// Length returns how many days a month of a year has, 0 for a month that there
// is not.
func Length(year, month int) int {
	switch month {
	case 1, 3, 5, 7, 8, 10, 12:
		return 31
	case 4, 6, 9, 11:
		return 30
	case 2:
		if Leap(year) {
			return 29
		}
		return 28
	}
	return 0
}

// Valid tells whether d is a day of the calendar.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Day >= 1 && d.Day <= Length(d.Year, d.Month)
}

// String returns the date as 2024-02-29.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Parse reads a date as String writes it.
func Parse(text string) (Date, error) {
	parts := strings.Split(text, "-")
	if len(parts) != 3 || len(parts[0]) != 4 || len(parts[1]) != 2 || len(parts[2]) != 2 {
		return Date{}, fmt.Errorf("%q is not YYYY-MM-DD", text)
	}
	var n [3]int
	for i, part := range parts {
		v, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return Date{}, fmt.Errorf("%q is not YYYY-MM-DD", text)
		}
		n[i] = int(v)
	}
	d := Date{n[0], n[1], n[2]}
	if !d.Valid() {
		return Date{}, fmt.Errorf("there is no day %s", text)
	}
	return d, nil
}

// Before tells whether d comes before e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// OfYear returns which day of its year d is, from 1.
func (d Date) OfYear() int {
	n := d.Day
	for month := 1; month < d.Month; month++ {
		n += Length(d.Year, month)
	}
	return n
}

// Number returns how many days lie between d and the first of January of the
// year 1.
func (d Date) Number() int {
	y := d.Year - 1
	return y*365 + y/4 - y/100 + y/400 + d.OfYear() - 1
}

// Weekday returns the day of the week, 0 for Monday to 6 for Sunday.
func (d Date) Weekday() int { return d.Number() % 7 }

// Add returns the date that is days after d; a negative number of days goes
// back. d is valid, and so is the result as long as it is not before the year 1.
//
//	Date{2024, 2, 28}.Add(2)  // 2024-03-01
//	Date{2024, 1, 1}.Add(-1)  // 2023-12-31
func (d Date) Add(days int) Date {
	d.Day += days
	if length := Length(d.Year, d.Month); d.Day > length {
		d.Day -= length
		d.Month++
		if d.Month > 12 {
			d.Month = 1
			d.Year++
		}
	}
	if d.Day < 1 {
		d.Month--
		if d.Month < 1 {
			d.Month = 12
			d.Year--
		}
		d.Day += Length(d.Year, d.Month)
	}
	return d
}

// Until returns how many days there are from d to e, negative if e is before d.
func (d Date) Until(e Date) int { return e.Number() - d.Number() }

// Easter returns Easter Sunday of a year.
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, n / 31, n%31 + 1}
}

// Workdays returns how many days from d up to, but not including, e are neither
// Saturday nor Sunday; 0 if e is not after d.
func (d Date) Workdays(e Date) int {
	n := 0
	for day, number := d.Weekday(), d.Number(); number < e.Number(); number++ {
		if day < 5 {
			n++
		}
		day = (day + 1) % 7
	}
	return n
}
