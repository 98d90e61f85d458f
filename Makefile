# A thin front: meson builds, ./check tests.  The names here are habits, not rules.

.PHONY: all build run unit law check style soak bench fmt clean
all: build

build:
	@scripts/build build

run: build
	@build/yifa demo --dir build/demo

unit: build
	@meson test -C build --suite unit --print-errorlogs

law: build
	@meson test -C build --suite law --print-errorlogs

check:
	@./check

style:
	@scripts/style

fmt:
	@scripts/style --fix

soak:
	@scripts/soak

bench: build
	@ninja --quiet -C build bench
	@build/bench-steps
	@build/bench-figures

clean:
	rm -rf build build-*
