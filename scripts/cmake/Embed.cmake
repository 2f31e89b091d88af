# embed_files(TARGET OUTPUT FILES PATH=FILE...) writes a C++ source with the bytes of the files, each
# under the path of its URL, and adds it to the target. It defines what
# daemons/gateway/admin/page_files.hpp declares.
# As a script (cmake -P), with OUTPUT and FILES (PATH=FILE|...), it does the writing.
function(embed_files target output)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "FILES")
  set(inputs "")
  set(pairs "")
  foreach(pair ${arg_FILES})
    string(REGEX MATCH "^([^=]+)=(.+)$" matched ${pair})
    list(APPEND inputs ${CMAKE_CURRENT_SOURCE_DIR}/${CMAKE_MATCH_2})
    list(APPEND pairs ${CMAKE_MATCH_1}=${CMAKE_CURRENT_SOURCE_DIR}/${CMAKE_MATCH_2})
  endforeach()
  list(JOIN pairs "|" joined)
  set(script ${CMAKE_SOURCE_DIR}/scripts/cmake/Embed.cmake)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DFILES=${joined}" -P ${script}
    DEPENDS ${inputs} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  string(REPLACE "|" ";" FILES "${FILES}")
  set(bytes "")
  set(entries "")
  set(number 0)
  foreach(pair ${FILES})
    string(REGEX MATCH "^([^=]+)=(.+)$" matched ${pair})
    set(path ${CMAKE_MATCH_1})
    file(READ ${CMAKE_MATCH_2} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," hex "${hex}")
    string(APPEND bytes "constexpr unsigned char file_${number}[] = {${hex}};\n")
    string(APPEND entries "    {\"${path}\", text(file_${number})},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(WRITE ${OUTPUT} "\
#include \"daemons/gateway/admin/page_files.hpp\"

namespace bookrent::gateway {
namespace {

${bytes}
template <std::size_t size>
std::string_view text(const unsigned char (&bytes)[size]) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

const std::map<std::string_view, std::string_view>& page_files() {
  static const std::map<std::string_view, std::string_view> files = {
${entries}  };
  return files;
}

}  // namespace bookrent::gateway
")
endif()
