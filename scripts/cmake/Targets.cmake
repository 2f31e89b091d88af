# The three kinds of target. Each lists what it depends on, and nothing is inherited by accident:
# the layers of the architecture are these link lines.

# bookrent_library(NAME [HEADERS f...] [SOURCES f...] [DEPENDS t...] [PRIVATE t...])
# A static library bookrent_NAME, known as bookrent::NAME. HEADERS are public and compile alone.
function(bookrent_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;DEPENDS;PRIVATE")
  if(arg_SOURCES)
    add_library(bookrent_${name} STATIC ${arg_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(bookrent_${name} PRIVATE ${arg_PRIVATE})
  else()
    add_library(bookrent_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(bookrent::${name} ALIAS bookrent_${name})
  target_link_libraries(bookrent_${name} ${scope} bookrent_compile_options ${arg_DEPENDS})
  target_sources(bookrent_${name} ${scope}
    FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES ${arg_HEADERS})
endfunction()

# bookrent_program(NAME SOURCES f... DEPENDS t... [DESTINATION dir])
function(bookrent_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DESTINATION" "SOURCES;DEPENDS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE bookrent_compile_options ${arg_DEPENDS})
  if(arg_DESTINATION)
    install(TARGETS ${name} RUNTIME DESTINATION ${arg_DESTINATION})
  endif()
endfunction()

# bookrent_test(NAME SOURCES f... DEPENDS t... [LABEL l]) builds a GoogleTest program and registers
# each of its cases with CTest under LABEL (default: unit). It compiles for seconds and runs for
# milliseconds, so its own sources are not optimized; what it tests is.
include(GoogleTest)
function(bookrent_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "SOURCES;DEPENDS")
  if(NOT arg_LABEL)
    set(arg_LABEL unit)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE bookrent_compile_options ${arg_DEPENDS} GTest::gmock_main)
  target_compile_options(${name} PRIVATE -O0)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT})
endfunction()
