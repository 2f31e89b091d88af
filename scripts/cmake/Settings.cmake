# How everything is compiled: language level, warnings, sanitizers. One interface target carries
# it all, so no other file sets a flag.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, RelWithDebInfo or Debug" FORCE)
endif()

# Most of the time of a compilation goes into the templates of nlohmann/json, fmt and gmock, so
# several files of a target are compiled as one. scripts/lint looks at each by itself.
option(CMAKE_UNITY_BUILD "Compile several files as one" ON)
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

option(BOOKRENT_WERROR "Treat warnings as errors" OFF)
set(BOOKRENT_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")
option(BOOKRENT_COVERAGE "Count executed lines" OFF)
option(BOOKRENT_FUZZ "Make the fuzz targets programs of libFuzzer (clang only)" OFF)

# Both kinds of installation know the same places; a package has the settings in /etc, where dpkg
# looks after them, and completions where Debian's shells look.
option(BOOKRENT_DEBIAN "Install as a Debian package does; scripts/package sets it" OFF)
# The rest of what is installed belongs to the command.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME command)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(bookrent_compile_options INTERFACE)
target_compile_features(bookrent_compile_options INTERFACE cxx_std_23)
target_include_directories(bookrent_compile_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(bookrent_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough
  -Wextra-semi -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(bookrent_compile_options INTERFACE
    -Wsuggest-override -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wuseless-cast)
endif()
if(BOOKRENT_WERROR)
  target_compile_options(bookrent_compile_options INTERFACE -Werror)
endif()
if(BOOKRENT_SANITIZE)
  target_compile_options(bookrent_compile_options INTERFACE
    -fsanitize=${BOOKRENT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(bookrent_compile_options INTERFACE -fsanitize=${BOOKRENT_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 takes the sanitizers' own code in <regex> for uses of what was never set.
    target_compile_options(bookrent_compile_options INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(BOOKRENT_COVERAGE)
  target_compile_options(bookrent_compile_options INTERFACE --coverage)
  target_link_options(bookrent_compile_options INTERFACE --coverage)
endif()
if(BOOKRENT_FUZZ)
  target_compile_options(bookrent_compile_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
